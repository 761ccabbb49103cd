//! What an installation calls its roles and what it lets them do.

mod forms;
mod view;

pub use forms::{NewRoleForm, RoleForm, RoleLabel};
pub use view::{RoleChoice, RoleView};
