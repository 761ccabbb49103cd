use domain::{id::PostId, paths};
use leptos::prelude::*;
use server_fn::ServerFn;

use crate::{
    cx::Cx,
    forms::{Form, Notice},
    posts::RestorePost,
    ui::{self, Button, ButtonKind},
};

/// What the last action did, said once; with the way back where there is one.
#[component]
pub(crate) fn NoticeBar() -> impl IntoView {
    Cx::current().notice.map(|notice| {
        let message = words(&notice);
        match notice {
            Notice::Deleted { id } => view! { <ui::Notice message=message><Undo id=id /></ui::Notice> }.into_any(),
            _ => view! { <ui::Notice message=message /> }.into_any(),
        }
    })
}

#[component]
fn Undo(id: PostId) -> impl IntoView {
    view! {
        <Form action=RestorePost::PATH back=paths::DESK>
            <input type="hidden" name="id" value=id.to_string() />
            <Button kind=ButtonKind::Quiet>"Undo"</Button>
        </Form>
    }
}

fn words(notice: &Notice) -> String {
    let words = match notice {
        Notice::Refused { problem } => return problem.message(),
        Notice::CodeSent { mailbox } => return format!("A code is on its way to {mailbox}."),
        Notice::DeletionAsked { at } => {
            return format!("Your account will be deleted on {}. We sent you a letter.", at.long_date());
        }
        Notice::AccountKept => "Your account stays. Good to have you.",
        Notice::Welcome { owner: true } => "Welcome. This is your publication now: you are its owner.",
        Notice::Welcome { owner: false } => "Welcome. You can comment on everything you read.",
        Notice::Saved => "Saved.",
        Notice::Published => "Published. Everyone can read it now.",
        Notice::Unpublished => "Taken back to a draft. Only its writers and editors see it.",
        Notice::Deleted { .. } => "The post is in the bin.",
        Notice::Restored => "Restored, as it was.",
        Notice::SessionEnded => "That session is ended. Its browser is signed out.",
        Notice::OtherSessionsEnded => "You are signed out everywhere else.",
        Notice::CommentDeleted => "The comment is deleted.",
        Notice::TokenRevoked => "The token is revoked. Whatever used it is refused from now on.",
        Notice::ProgramEnded => "The program is signed out.",
        Notice::IdentityLinked { service } => return format!("Linked. You can sign in with {service} from now on."),
        Notice::IdentityUnlinked => "Unlinked.",
        Notice::NotAgreed { service } => return format!("You did not agree at {service}, so nothing was done."),
        Notice::SignInStale { service } => {
            return format!(
                "{service} did not show that you signed in there just now. Confirm in another way that it is you."
            );
        }
        Notice::AddressUnproved { service } => {
            return format!(
                "Your address has an account here, but nobody has shown yet that it is theirs. Ask for a letter to choose a \
                 new password: that makes the account yours alone. Then link {service} in its settings."
            );
        }
        Notice::AddressGuarded { service } => {
            return format!(
                "Your address has an account here, which a second factor guards. Sign in to it as you are used to; then link \
                 {service} under Security."
            );
        }
        Notice::LetterSent => "Look into your mailbox: a letter is on its way, if the address is the right one.",
        Notice::AddressConfirmed => "Thank you. Your address is confirmed.",
        Notice::AddressChanged => "Thank you. From now on you sign in with your new address.",
        Notice::AddressKept => "Your address stays as it is.",
        Notice::AddressRestored => {
            "Your address is in force again, and everybody is signed out. Now choose a new password."
        }
        Notice::PasswordChanged => "Your password is changed, and all your other sessions are ended.",
        Notice::Reclaimed => {
            "Welcome. This account was made with your address, which nobody had confirmed until now. To be safe, its \
             password was removed and its other sessions were ended; you can choose a password under Security."
        }
        Notice::RoleSaved => "The role is saved. It holds from the next click of everybody who has it.",
        Notice::RoleDeleted => "The role is deleted.",
        Notice::MemberRoleChanged => "The role is changed. It holds from their next click on.",
        Notice::MemberSuspended => "The member is suspended and signed out everywhere. They get a letter.",
        Notice::MemberRestored => "The member may come in again. They get a letter.",
        Notice::InvitationSent => "The invitation is on its way.",
        Notice::InvitationRevoked => "The invitation is taken back.",
        Notice::InvitationAccepted => "You have accepted the invitation.",
        Notice::WebhookChanged => "The webhook is saved.",
        Notice::WebhookPaused => "The webhook is paused. Nothing is sent to it.",
        Notice::WebhookResumed => "The webhook is on. What waited is on its way.",
        Notice::WebhookDeleted => "The webhook is deleted. Nothing more is sent to it.",
        Notice::WebhookPinged => "A test is on its way. Reload the page in a moment to see how it went.",
        Notice::MessageReplayed => "The message is on its way once more.",
        Notice::MessagesReplayed { count: 0 } => "Nothing that it is told of happened on those days.",
        Notice::MessagesReplayed { count: 1 } => "One message is on its way once more.",
        Notice::MessagesReplayed { count } => return format!("{count} messages are on their way once more."),
        Notice::ActingEnded => "You are yourself again.",
        Notice::TotpEnabled => "Your authenticator app is set up. From now on signing in asks for its code.",
        Notice::TotpDisabled => "Your authenticator app is turned off.",
        Notice::PasskeyAdded => "The passkey is added. You can sign in with it from now on.",
        Notice::PasskeyRemoved => "The passkey is removed. You can delete it on your device, too.",
        Notice::TrustEnded => "From now on you are asked for the second factor there.",
    };
    words.to_owned()
}
