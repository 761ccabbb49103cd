//! What stands around every page: the masthead, the notice of the last action, the footer.

mod footer;
mod header;
mod notice;

pub(crate) use footer::SiteFooter;
pub(crate) use header::SiteHeader;
pub(crate) use notice::NoticeBar;
