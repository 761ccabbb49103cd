//! Comments: the form, who may do what, and the thread as it is shown.

mod forms;
mod policy;
mod thread;
mod view;

pub use forms::CommentForm;
pub use policy::{CommentFacts, EDIT_WINDOW_SECONDS, MOST_ON_POST};
pub use thread::{MAX_DEPTH, Thread};
pub use view::{CommentState, CommentView, EditableComment};
