use domain::posts::Neighbour;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, FromQueryResult, Order, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Asterisk, Expr, Query, SelectStatement, UnionType},
};
use uuid::Uuid;

use super::{published::published_posts, row::slug};
use crate::{Result, entities::post};

const PREVIOUS: i32 = 0;
const NEXT: i32 = 1;

#[derive(Debug, FromQueryResult)]
struct Row {
    side: i32,
    slug: String,
    title: String,
}

/// The published posts before and after a place in time, in one statement.
pub(super) async fn of(db: &impl ConnectionTrait, at: i64, id: Uuid) -> Result<(Option<Neighbour>, Option<Neighbour>)> {
    let at_once = |id| Condition::all().add(post::Column::PublishedAt.eq(at)).add(id);
    let before = Condition::any().add(post::Column::PublishedAt.lt(at)).add(at_once(post::Column::Id.lt(id)));
    let after = Condition::any().add(post::Column::PublishedAt.gt(at)).add(at_once(post::Column::Id.gt(id)));
    let before = before_or_after(PREVIOUS, post::Column::PublishedAt.lte(at), before, Order::Desc);
    let after = before_or_after(NEXT, post::Column::PublishedAt.gte(at), after, Order::Asc);
    // Each side is a table of its own, because SQLite takes no LIMIT inside a UNION.
    let mut both = Query::select().column(Asterisk).from_subquery(before, "previous").to_owned();
    both.union(UnionType::All, Query::select().column(Asterisk).from_subquery(after, "next").to_owned());
    let rows = Row::find_by_statement(db.get_database_backend().build(&both)).all(db).await?;
    let (mut previous, mut next) = (None, None);
    for row in rows {
        let neighbour = Neighbour { slug: slug(row.slug)?, title: row.title };
        if row.side == PREVIOUS { previous = Some(neighbour) } else { next = Some(neighbour) }
    }
    Ok((previous, next))
}

/// The nearest post on one side. `near` is the condition that an index answers, `beyond` the exact one.
fn before_or_after(
    side: i32,
    near: sea_orm::sea_query::SimpleExpr,
    beyond: Condition,
    order: Order,
) -> SelectStatement {
    published_posts()
        .select_only()
        .expr_as(Expr::cust(side.to_string()), "side")
        .columns([post::Column::Slug, post::Column::Title])
        .filter(near)
        .filter(beyond)
        .order_by(post::Column::PublishedAt, order.clone())
        .order_by(post::Column::Id, order)
        .limit(1)
        .into_query()
}
