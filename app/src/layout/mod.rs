//! What stands around every page: banners, the masthead, the notice of the last action, the footer.

mod banners;
mod footer;
mod header;
mod notice;

pub(crate) use banners::SiteBanners;
pub(crate) use footer::SiteFooter;
pub(crate) use header::SiteHeader;
pub(crate) use notice::NoticeBar;
