//! Running the publication: members, invitations, roles, webhooks, the audit log, and acting as a member.

mod api;
#[cfg(feature = "ssr")]
mod page;
#[cfg(feature = "ssr")]
pub(crate) mod pages;
#[cfg(feature = "ssr")]
pub(crate) mod parts;

pub use api::{
    ActAsMember, ChangeWebhook, CreateRole, DeleteRole, DeleteWebhook, Invite, MakeWebhook, PauseWebhook, PingWebhook,
    ReplayMessage, ReplayMessages, ResendInvitation, RestoreMember, ResumeWebhook, RevokeInvitation,
    RotateWebhookSecret, SaveRole, SetMemberRole, StopActing, SuspendMember, act_as_member, change_webhook,
    create_role, delete_role, delete_webhook, invite, make_webhook, pause_webhook, ping_webhook, replay_message,
    replay_messages, resend_invitation, restore_member, resume_webhook, revoke_invitation, rotate_webhook_secret,
    save_role, set_member_role, stop_acting, suspend_member,
};

#[cfg(feature = "ssr")]
pub(crate) use page::{first_page, is_page};
