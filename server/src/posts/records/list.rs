use domain::{
    Timestamp,
    accounts::Viewer,
    pagination::{Cursor, Page},
};
use sea_orm::{
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait, Func, LikeExpr},
};
use uuid::Uuid;

use super::{
    Fields, PostField, PostFilter, PostRecord, StatusFilter,
    row::{Row, with_columns},
};
use crate::{
    AppState, Result,
    entities::{author, post, post_author, post_tag, tag},
    http::api::Range,
    posts::{editable::editable_by, labels, published_posts, row::status},
};

/// The most posts of one answer that holds their texts: each may be long.
const MOST_WITH_TEXT: u64 = 20;

/// A page of the posts that pass the filter and that this viewer may see: a statement for the posts, and one for their
/// labels if those are asked for.
///
/// # Errors
/// [`domain::Problem::SignInNeeded`] and [`domain::Problem::NotFound`] for drafts, of somebody who has none.
pub(crate) async fn list(
    app: &AppState,
    viewer: &Viewer,
    filter: &PostFilter,
    fields: &Fields,
    range: Range,
) -> Result<Page<PostRecord>> {
    let (posts, moment) = match filter.status {
        StatusFilter::Published => (published_posts(), post::Column::PublishedAt),
        StatusFilter::Draft => (standing(viewer, status::DRAFT)?, post::Column::UpdatedAt),
        StatusFilter::Deleted => (standing(viewer, status::DELETED)?, post::Column::UpdatedAt),
    };
    let has_text = fields.has(PostField::Body) || fields.has(PostField::Html);
    let limit = if has_text { Ord::min(range.limit, MOST_WITH_TEXT) } else { range.limit };
    let posts = behind(filtered(posts, filter, moment), moment, range.after);
    let mut rows = with_columns(posts, fields)
        .order_by_desc(moment)
        .order_by_desc(post::Column::Id)
        .limit(limit + 1)
        .into_model::<Row>()
        .all(app.db.read())
        .await?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|row| {
        let at = if filter.status == StatusFilter::Published { row.published_at } else { Some(row.updated_at) };
        Cursor { at: Timestamp::from_millis(at.unwrap_or_default()), id: row.id }
    });
    Ok(Page { items: labelled(app, rows, fields).await?, next })
}

/// Gives rows their labels, those of all of them in one statement.
pub(super) async fn labelled(app: &AppState, rows: Vec<Row>, fields: &Fields) -> Result<Vec<PostRecord>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let are_wanted = fields.has(PostField::Authors) || fields.has(PostField::Tags);
    let mut labels = labels::of(app.db.read(), if are_wanted { &ids } else { &[] }).await?;
    let records = rows.into_iter().map(|row| {
        let labels = labels.remove(&row.id).unwrap_or_default();
        row.record(labels, &app.site)
    });
    records.collect()
}

fn standing(viewer: &Viewer, status: &str) -> Result<Select<post::Entity>> {
    Ok(editable_by(viewer.actor()?)?.filter(post::Column::Status.eq(status)))
}

fn filtered(posts: Select<post::Entity>, filter: &PostFilter, moment: post::Column) -> Select<post::Entity> {
    let posts = filter.tag.iter().fold(posts, |posts, slug| {
        let tagged = post_tag::Entity::find()
            .select_only()
            .column(post_tag::Column::PostId)
            .inner_join(tag::Entity)
            .filter(tag::Column::Slug.eq(slug.as_str()));
        posts.filter(post::Column::Id.in_subquery(tagged.into_query()))
    });
    let posts = filter.author.iter().fold(posts, |posts, slug| {
        let signed = post_author::Entity::find()
            .select_only()
            .column(post_author::Column::PostId)
            .inner_join(author::Entity)
            .filter(author::Column::Slug.eq(slug.as_str()));
        posts.filter(post::Column::Id.in_subquery(signed.into_query()))
    });
    let posts = filter.since.iter().fold(posts, |posts, since| posts.filter(moment.gte(since.millis())));
    filter.words.iter().fold(posts, |posts, words| {
        let holds = |column: post::Column| Func::lower(Expr::col((post::Entity, column))).like(containing(words));
        posts.filter(holds(post::Column::Title).or(holds(post::Column::Standfirst)))
    })
}

/// The pattern of what holds these words as they are: none of their characters stands for others.
fn containing(words: &str) -> LikeExpr {
    let words = words.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    LikeExpr::new(format!("%{words}%")).escape('!')
}

/// Those behind a place of the list.
fn behind(posts: Select<post::Entity>, moment: post::Column, after: Option<Cursor>) -> Select<post::Entity> {
    after.into_iter().fold(posts, |posts, cursor| {
        // The first condition is the one that an index answers; the second only decides among equal moments.
        posts
            .filter(moment.lte(cursor.at.millis()))
            .filter(moment.lt(cursor.at.millis()).or(post::Column::Id.lt(cursor.id)))
    })
}
