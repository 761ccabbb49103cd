use domain::site::Site;
use url::Url;

use super::{Block, Letter};

/// A letter as HTML, for the programs that people read mail with: tables, styles in attributes, nothing from elsewhere.
/// What they know of style sheets is used for the dark theme alone.
#[must_use]
pub fn html(letter: &Letter, site: &Site) -> String {
    let blocks: String = letter.blocks.iter().map(block).collect();
    let subject = escaped(&letter.subject);
    let name = escaped(&site.name);
    let home = link(&site.url).unwrap_or_default();
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<meta name=\"supported-color-schemes\" content=\"light dark\">\n\
         <title>{subject}</title>\n<style>{DARK}</style>\n</head>\n\
         <body class=\"paper\" style=\"margin:0;padding:0;background:#f3eee4;color:#1f1b16;\">\n\
         <table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"><tr><td align=\"center\" style=\"padding:24px 12px;\">\n\
         <table role=\"presentation\" width=\"560\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"width:100%;max-width:560px;\">\n\
         <tr><td style=\"padding:0 8px 16px;{FONT}font-size:18px;font-weight:bold;\"><a class=\"ink\" href=\"{home}\" style=\"color:#1f1b16;text-decoration:none;\">{name}</a></td></tr>\n\
         <tr><td class=\"sheet\" style=\"padding:28px 28px 12px;background:#fffefb;border-radius:8px;{FONT}font-size:16px;line-height:1.5;\">\n\
         {blocks}</td></tr>\n\
         <tr><td class=\"faint\" style=\"padding:16px 8px 0;{FONT}font-size:13px;line-height:1.5;color:#5b5348;\">Sent by {name}, <a class=\"faint\" href=\"{home}\" style=\"color:#5b5348;\">{home}</a></td></tr>\n\
         </table>\n</td></tr></table>\n</body>\n</html>\n"
    )
}

const FONT: &str = "font-family:Georgia,'Times New Roman',serif;";

const DARK: &str = "@media (prefers-color-scheme: dark){\
    .paper{background:#171512!important;color:#ebe5da!important}\
    .sheet{background:#221f1a!important}\
    .ink{color:#ebe5da!important}\
    .faint{color:#b5ac9e!important}\
    .code{background:#3a352d!important;color:#ebe5da!important}\
    .press{background:#ebe5da!important;color:#171512!important}}";

fn block(block: &Block) -> String {
    match block {
        Block::Paragraph { text } => format!("<p style=\"margin:0 0 16px;\">{}</p>\n", escaped(text)),
        Block::Button { label, url } => button(label, url),
        Block::Code { code } => format!(
            "<p class=\"code\" style=\"margin:0 0 16px;padding:14px 16px;background:#f3eee4;border-radius:6px;\
             font-family:Consolas,Menlo,monospace;font-size:26px;letter-spacing:2px;text-align:center;\">{}</p>\n",
            escaped(code)
        ),
        Block::Facts { facts } => table(facts),
        Block::Small { text } => format!(
            "<p class=\"faint\" style=\"margin:0 0 16px;font-size:14px;color:#5b5348;\">{}</p>\n",
            escaped(text)
        ),
    }
}

/// With the address in letters below it: some programs show no links, and some people look before they press.
fn button(label: &str, url: &str) -> String {
    let label = escaped(label);
    let Some(url) = link(url) else { return format!("<p style=\"margin:0 0 16px;\">{label}</p>\n") };
    format!(
        "<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 8px;\"><tr>\
         <td style=\"border-radius:6px;\"><a class=\"press\" href=\"{url}\" style=\"display:inline-block;padding:12px 22px;\
         background:#1f1b16;color:#ffffff;border-radius:6px;text-decoration:none;font-weight:bold;\">{label}</a></td></tr></table>\n\
         <p class=\"faint\" style=\"margin:0 0 16px;font-size:13px;color:#5b5348;word-break:break-all;\">{url}</p>\n"
    )
}

fn table(facts: &[(String, String)]) -> String {
    let rows: String = facts
        .iter()
        .map(|(name, value)| {
            format!(
                "<tr><th class=\"faint\" scope=\"row\" align=\"left\" valign=\"top\" style=\"padding:2px 16px 2px 0;\
                 font-weight:normal;color:#5b5348;\">{}</th><td style=\"padding:2px 0;word-break:break-word;\">{}</td></tr>",
                escaped(name),
                escaped(value)
            )
        })
        .collect();
    format!("<table cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"margin:0 0 16px;\">{rows}</table>\n")
}

/// An address as it may stand in an attribute and between tags; `None` for whatever is no address of the web.
fn link(raw: &str) -> Option<String> {
    let url = Url::parse(raw).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    // The front page is named without its slash, as everywhere else.
    let text = if raw.ends_with('/') { url.as_str() } else { url.as_str().strip_suffix('/').unwrap_or(url.as_str()) };
    Some(escaped(text))
}

/// Safe between tags and between quotes of either kind.
fn escaped(raw: &str) -> String {
    raw.chars().fold(String::with_capacity(raw.len()), |mut escaped, c| {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c if c.is_control() => escaped.push(' '),
            c => escaped.push(c),
        }
        escaped
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(letter: &Letter) -> String {
        html(letter, &Site { name: "Tom & <Co>".into(), tagline: String::new(), url: "https://example.org".into() })
    }

    #[test]
    fn nothing_that_people_chose_becomes_markup() {
        let bad = "<img src=x onerror=alert(1)>\"'&";
        let letter = Letter::new("ada@example.org", bad)
            .paragraph(bad)
            .button(bad, "https://example.org/a?b=\"><script>&c='d'")
            .code(bad)
            .facts(vec![(bad.into(), bad.into())])
            .small(bad);
        let html = shown(&letter);
        assert!(!html.contains("<img") && !html.contains("<script") && !html.contains("<Co>"), "{html}");
        assert!(html.contains("href=\"https://example.org/a?b=%22%3E%3Cscript%3E&amp;c="), "{html}");
        assert!(!html.contains("'d'"), "{html}");
    }

    #[test]
    fn only_addresses_of_the_web_become_links() {
        for bad in ["javascript:alert(1)", "data:text/html,x", "/reset", "not an address"] {
            let html = shown(&Letter::new("ada@example.org", "Hello").button("Press me", bad));
            assert!(html.contains("Press me") && !html.contains(bad), "{html}");
        }
    }

    #[test]
    fn nothing_is_fetched_from_elsewhere() {
        let html = shown(&Letter::new("ada@example.org", "Hello").paragraph("Dear Ada,"));
        for fetching in ["src=", "<link", "url(", "@import"] {
            assert!(!html.contains(fetching), "{fetching}");
        }
    }
}
