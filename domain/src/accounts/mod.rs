//! Who people are, and what they may do.

mod actor;
mod email;
mod forms;
mod identity;
mod name;
mod password;
mod permission;
mod role;
mod typed_code;
mod view;

pub use actor::{Actor, Standing, Viewer};
pub use email::EmailAddress;
pub use forms::{SignInForm, SignUpForm};
pub use identity::{IdentityView, JoinForm, Provider, ProviderView};
pub use name::DisplayName;
pub use password::{Password, PasswordContext, Strength};
pub use permission::{Permission, Permissions};
pub use role::{Role, RoleName};
pub use typed_code::TypedCode;
pub use view::MemberView;
