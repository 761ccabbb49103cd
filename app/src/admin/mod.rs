//! Running the publication: members, invitations, roles, the audit log, and acting as a member.

mod api;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub(crate) mod parts;

pub use api::{
    ActAsMember, CreateRole, DeleteRole, Invite, ResendInvitation, RestoreMember, RevokeInvitation, SaveRole,
    SetMemberRole, StopActing, SuspendMember, act_as_member, create_role, delete_role, invite, resend_invitation,
    restore_member, revoke_invitation, save_role, set_member_role, stop_acting, suspend_member,
};

#[cfg(feature = "ssr")]
pub(crate) use page::{first_page, is_page};
