//! The server functions of those who run the publication. All of them ask for permissions where the data is.

#![allow(
    missing_docs,
    reason = "the macro makes a struct of each function's arguments; the function says what they are"
)]

mod acting;
mod invitations;
mod members;
mod roles;
mod webhooks;

pub use acting::{ActAsMember, StopActing, act_as_member, stop_acting};
pub use invitations::{Invite, ResendInvitation, RevokeInvitation, invite, resend_invitation, revoke_invitation};
pub use members::{RestoreMember, SetMemberRole, SuspendMember, restore_member, set_member_role, suspend_member};
pub use roles::{CreateRole, DeleteRole, SaveRole, create_role, delete_role, save_role};
pub use webhooks::{
    ChangeWebhook, DeleteWebhook, MakeWebhook, PauseWebhook, PingWebhook, ReplayMessage, ReplayMessages, ResumeWebhook,
    RotateWebhookSecret, change_webhook, delete_webhook, make_webhook, pause_webhook, ping_webhook, replay_message,
    replay_messages, resume_webhook, rotate_webhook_secret,
};
