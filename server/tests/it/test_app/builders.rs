//! Posts and comments with everything in place that a test does not care about.

use domain::{
    accounts::{Actor, EmailAddress},
    comments::CommentForm,
    id::{CommentId, PostId},
    posts::PostInput,
};
use server::{
    accounts,
    comments::{self, Place},
    mail::Block,
    posts::{self, Saved},
};

use super::TestApp;

impl TestApp {
    /// A post that is about to be written.
    pub(crate) fn draft_by<'a>(&'a self, actor: &'a Actor) -> Draft<'a> {
        let input = PostInput { title: "A title".into(), body: "Some words.".into(), ..PostInput::default() };
        Draft { app: self, actor, id: PostId(self.ids.uuid()), input }
    }

    /// Gives a member another address, which they prove.
    pub(crate) async fn moves(&self, member: &Actor, to: &str) {
        let visit = self.visit_of(member).await;
        let wish = EmailAddress::parse(to).unwrap();
        accounts::ask_for_email_change(self, &visit, visit.viewer.actor().unwrap(), &wish).await.unwrap();
        let letters = self.letters_sent_to(to).await;
        let token = letters.iter().flat_map(|letter| &letter.blocks).find_map(|block| match block {
            Block::Button { url, .. } => url.split_once("?token=").map(|(_, token)| token.to_owned()),
            _ => None,
        });
        let actor = visit.viewer.actor().unwrap();
        accounts::confirm_by_link(self, &visit, actor, token.unwrap()).await.unwrap();
    }

    /// Comments on a post.
    pub(crate) async fn comment_by(&self, actor: &Actor, post: PostId, body: &str) -> Place {
        let id = CommentId(self.ids.uuid());
        comments::create(self, actor, post, None, id, CommentForm::parse(body).unwrap()).await.unwrap()
    }

    /// Answers a comment.
    pub(crate) async fn answer_by(&self, actor: &Actor, post: PostId, parent: CommentId, body: &str) -> Place {
        let id = CommentId(self.ids.uuid());
        comments::create(self, actor, post, Some(parent), id, CommentForm::parse(body).unwrap()).await.unwrap()
    }
}

/// A post that is about to be written.
pub(crate) struct Draft<'a> {
    app: &'a TestApp,
    actor: &'a Actor,
    id: PostId,
    input: PostInput,
}

impl Draft<'_> {
    pub(crate) fn title(mut self, title: &str) -> Self {
        self.input.title = title.into();
        self
    }

    pub(crate) fn body(mut self, body: &str) -> Self {
        self.input.body = body.into();
        self
    }

    pub(crate) fn tags(mut self, tags: &str) -> Self {
        self.input.tags = tags.into();
        self
    }

    pub(crate) fn slug(mut self, slug: &str) -> Self {
        self.input.slug = slug.into();
        self
    }

    /// What the form says, to send it by hand.
    pub(crate) fn input(self) -> PostInput {
        self.input
    }

    /// Saves it as a draft.
    pub(crate) async fn create(self) -> Saved {
        posts::create(self.app, self.actor, self.id, &self.input).await.unwrap()
    }

    /// Saves it and shows it to everyone.
    pub(crate) async fn published(self) -> Saved {
        let (app, actor) = (self.app, self.actor);
        let draft = self.create().await;
        posts::publish(app, actor, draft.id).await.unwrap()
    }
}
