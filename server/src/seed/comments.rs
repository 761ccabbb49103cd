use domain::{id::MemberId, markdown::render_comment};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{comment, post},
};

/// A comment: the post's address, the comment that it answers (by its number in this list), the member, hours after the
/// post, and the words.
type Comment = (&'static str, Option<usize>, usize, i64, &'static str);

const COMMENTS: &[Comment] = &[
    (
        "print-it-out",
        None,
        0,
        5,
        "The green pen changed our reviews more than any tool we bought. People began to *look forward* to them.",
    ),
    ("print-it-out", Some(0), 1, 7, "Same here. Though we ran out of green first."),
    (
        "print-it-out",
        None,
        2,
        30,
        "What do you do with texts that are mostly code? Ten pages of `match` arms read oddly on paper.",
    ),
    (
        "print-it-out",
        Some(2),
        0,
        31,
        "Print only the comments and the names:\n\n```text\nfn publish(draft, now)\nfn unpublish(post)\n```\n\nIf that reads well, the rest usually does, too.",
    ),
    (
        "ownership-for-editors",
        None,
        1,
        12,
        "I have explained this with library books for years. Desks are better: **nobody** has ever returned a book in time.",
    ),
    ("ownership-for-editors", Some(4), 2, 20, "And the archive is `drop`. Lovely."),
    ("dates-are-promises", None, 2, 9, "> An empty page is a rumour.\n\nI shall have this printed on a mug."),
];

/// Writes them, each some hours after its post.
pub(super) async fn write(app: &AppState, members: &[MemberId]) -> Result<()> {
    let mut ids: Vec<Uuid> = Vec::new();
    for (slug, parent, member, hours, body) in COMMENTS {
        let post = post::Entity::find().filter(post::Column::Slug.eq(*slug)).one(app.db.read()).await?;
        let post = post.ok_or_else(|| anyhow::anyhow!("the demo post {slug} is missing"))?;
        let member = members.get(*member).copied().ok_or_else(|| anyhow::anyhow!("a demo member is missing"))?;
        let id = app.ids.uuid();
        let row = comment::ActiveModel {
            id: Set(id),
            post_id: Set(post.id),
            parent_id: Set(parent.and_then(|parent| ids.get(parent).copied())),
            member_id: Set(Some(member.0)),
            body: Set((*body).to_owned()),
            html: Set(render_comment(body).into()),
            created_at: Set(post.created_at + hours * 3_600_000),
            edited_at: Set(None),
            deleted_at: Set(None),
            hidden_at: Set(None),
            hidden_by: Set(None),
        };
        comment::Entity::insert(row).exec_without_returning(app.db.write()).await?;
        ids.push(id);
    }
    Ok(())
}
