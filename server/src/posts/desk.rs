use domain::{
    Timestamp,
    accounts::Actor,
    id::PostId,
    pagination::{Cursor, PAGE_SIZE, Page},
    posts::DeskRow,
};
use sea_orm::{ColumnTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait};
use uuid::Uuid;

use super::{
    editable::editable_by,
    labels::{self, Labels},
    row::{Standing, slug, status},
};
use crate::{AppState, Result, entities::post};

/// A cursor has one moment. In those that point into the bin it is moved back by this much, some 1,600 years, which
/// puts the bin behind everything else; no post was saved that long ago.
const BIN_SHIFT: i64 = 50_000_000_000_000;

/// What a writer has in hand, saved last first, and behind it what they deleted. Editors see everybody's.
///
/// # Errors
/// [`Problem::NotFound`](domain::Problem::NotFound) for members who do not write.
pub async fn desk(app: &AppState, actor: &Actor, before: Option<Cursor>) -> Result<Page<DeskRow>> {
    let wanted = PAGE_SIZE + 1;
    let place = before.map(Place::from);
    let mut rows = match place {
        Some(place) if place.binned => Vec::new(),
        place => rows(app, actor, false, place, wanted).await?,
    };
    let missing = wanted - rows.len() as u64;
    if missing > 0 {
        let place = place.filter(|place| place.binned);
        rows.extend(self::rows(app, actor, true, place, missing).await?);
    }
    let more = rows.len() > PAGE_SIZE as usize;
    rows.truncate(PAGE_SIZE as usize);
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut labels = labels::of(app.db.read(), &ids).await?;
    let next = rows.last().filter(|_| more).map(|row| Place::of(row).into());
    let items = rows.into_iter().map(|row| {
        let labels = labels.remove(&row.id).unwrap_or_default();
        desk_row(row, labels)
    });
    Ok(Page { items: items.collect::<Result<_>>()?, next })
}

#[derive(Debug, FromQueryResult)]
struct Row {
    id: Uuid,
    slug: String,
    title: String,
    status: String,
    was_published: bool,
    published_at: Option<i64>,
    deleted_at: Option<i64>,
    updated_at: i64,
}

async fn rows(app: &AppState, actor: &Actor, binned: bool, place: Option<Place>, limit: u64) -> Result<Vec<Row>> {
    let mut posts = editable_by(actor)?.filter(if binned {
        post::Column::Status.eq(status::DELETED)
    } else {
        post::Column::Status.ne(status::DELETED)
    });
    if let Some(place) = place {
        posts = posts
            .filter(post::Column::UpdatedAt.lte(place.at))
            .filter(post::Column::UpdatedAt.lt(place.at).or(post::Column::Id.lt(place.id)));
    }
    let rows = posts
        .select_only()
        .columns([
            post::Column::Id,
            post::Column::Slug,
            post::Column::Title,
            post::Column::Status,
            post::Column::WasPublished,
            post::Column::PublishedAt,
            post::Column::DeletedAt,
            post::Column::UpdatedAt,
        ])
        .order_by_desc(post::Column::UpdatedAt)
        .order_by_desc(post::Column::Id)
        .limit(limit)
        .into_model()
        .all(app.db.read())
        .await?;
    Ok(rows)
}

/// The place behind a row of the desk.
#[derive(Clone, Copy, Debug)]
struct Place {
    binned: bool,
    at: i64,
    id: Uuid,
}

impl Place {
    fn of(row: &Row) -> Self {
        Self { binned: row.status == status::DELETED, at: row.updated_at, id: row.id }
    }
}

impl From<Cursor> for Place {
    fn from(cursor: Cursor) -> Self {
        let at = cursor.at.millis();
        let binned = at < -BIN_SHIFT / 2;
        Self { binned, at: if binned { at + BIN_SHIFT } else { at }, id: cursor.id }
    }
}

impl From<Place> for Cursor {
    fn from(place: Place) -> Self {
        let at = if place.binned { place.at - BIN_SHIFT } else { place.at };
        Self { at: Timestamp::from_millis(at), id: place.id }
    }
}

fn desk_row(row: Row, labels: Labels) -> Result<DeskRow> {
    let standing = Standing {
        status: &row.status,
        was_published: row.was_published,
        published_at: row.published_at,
        deleted_at: row.deleted_at,
    };
    Ok(DeskRow {
        id: PostId(row.id),
        status: standing.status()?,
        slug: slug(row.slug)?,
        title: row.title,
        updated_at: Timestamp::from_millis(row.updated_at),
        authors: labels.authors,
    })
}
