use domain::{
    Timestamp,
    accounts::{Permission, Viewer},
    comments::{CommentFacts, CommentState, CommentView, MOST_ON_POST},
    id::{CommentId, MemberId, PostId},
    markdown::SafeHtml,
};
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    RelationTrait, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    AppState, Result,
    entities::{comment, member, post},
    posts::published_posts,
};

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    parent_id: Option<Uuid>,
    member_id: Option<Uuid>,
    name: Option<String>,
    html: String,
    created_at: i64,
    edited_at: Option<i64>,
    deleted_at: Option<i64>,
    hidden_at: Option<i64>,
}

/// The comments on a published post, oldest first, at most 500, in one statement; none for a post that is not published.
///
/// # Errors
/// If the database does not answer.
pub async fn on_post(app: &AppState, viewer: &Viewer, post: PostId) -> Result<Vec<CommentView>> {
    let public =
        published_posts().select_only().column(post::Column::Id).filter(post::Column::Id.eq(post.0)).into_query();
    let rows = comment::Entity::find()
        .select_only()
        .columns([
            comment::Column::Id,
            comment::Column::ParentId,
            comment::Column::MemberId,
            comment::Column::Html,
            comment::Column::CreatedAt,
            comment::Column::EditedAt,
            comment::Column::DeletedAt,
            comment::Column::HiddenAt,
        ])
        .column(member::Column::Name)
        .join(JoinType::LeftJoin, comment::Relation::Member.def())
        .filter(comment::Column::PostId.eq(post.0))
        .filter(Expr::exists(public))
        .order_by_asc(comment::Column::CreatedAt)
        .order_by_asc(comment::Column::Id)
        .limit(MOST_ON_POST + 20)
        .into_model::<Row>()
        .all(app.db.read())
        .await?;
    let now = app.clock.now();
    Ok(rows.into_iter().map(|row| view(row, viewer, now)).collect())
}

fn view(row: Row, viewer: &Viewer, now: Timestamp) -> CommentView {
    let member = row.member_id.map(MemberId);
    let created_at = Timestamp::from_millis(row.created_at);
    let own = member.is_some_and(|member| viewer.is(member));
    let moderates = viewer.may(Permission::ModerateComments);
    let there = row.deleted_at.is_none();
    let seen = there && (row.hidden_at.is_none() || own || moderates);
    let facts = CommentFacts { own, created_at };
    let may = |policy: &dyn Fn(&domain::accounts::Actor) -> bool| seen && viewer.actor().is_ok_and(policy);
    let html = SafeHtml::from_store(row.html);
    CommentView {
        id: CommentId(row.id),
        parent: row.parent_id.map(CommentId),
        member,
        name: row.name,
        may_edit: row.hidden_at.is_none() && may(&|actor| facts.may_edit(actor, now).is_ok()),
        may_delete: may(&|actor| facts.may_delete(actor).is_ok()),
        state: match (there, row.hidden_at) {
            (false, _) => CommentState::Deleted,
            (true, None) => CommentState::Shown { html },
            (true, Some(_)) => CommentState::Hidden { html: moderates.then_some(html) },
        },
        created_at,
        edited_at: row.edited_at.map(Timestamp::from_millis),
    }
}
