use domain::paths;

use super::{PER_FILE, list::List};
use crate::{AppState, Result, feeds::xml::Xml, posts};

/// Writes the addresses of all files.
///
/// It says of none when it changed last, because only reading all of it could tell; the files themselves say it of each
/// post.
pub(super) async fn write(app: &AppState) -> Result<Vec<u8>> {
    let mut files = vec![paths::SITEMAP_PAGES.to_owned()];
    for (month, posts) in posts::months(app).await? {
        files.push(paths::sitemap_month(month, None));
        if posts > PER_FILE {
            let cuts = posts::cuts(app, month, PER_FILE).await?;
            files.extend(cuts.into_iter().map(|cut| paths::sitemap_month(month, Some(cut))));
        }
    }
    for list in [List::Tags, List::Authors] {
        let cuts = list.cuts(app).await?;
        files.extend(cuts.iter().map(|cut| list.file(cut.as_ref())));
    }

    let mut xml = Xml::new();
    xml.element("sitemapindex", &[super::urlset::NAMESPACE], |xml| {
        for file in files {
            xml.element("sitemap", &[], |xml| xml.text("loc", &app.site.absolute(&file)));
        }
    });
    Ok(xml.finish())
}
