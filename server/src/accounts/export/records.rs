use anyhow::Context;
use domain::{Problem, Timestamp, accounts::Actor};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationTrait,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{File, access};
use crate::{
    AppState, Result,
    entities::{audit_event, comment, member, post},
};

/// Events beyond this are left to the operator; the newest are taken.
const MOST_EVENTS: u64 = 10_000;

/// Everything that is no post.
pub(super) async fn all(app: &AppState, actor: &Actor) -> Result<Vec<File>> {
    Ok(vec![
        File { path: "README.txt".to_owned(), content: readme(app).into_bytes() },
        json_file("profile.json", &profile(app, actor).await?)?,
        json_file("comments.json", &comments(app, actor).await?)?,
        json_file("access.json", &access::all(app, actor).await?)?,
        json_file("security.json", &events(app, actor).await?)?,
    ])
}

fn readme(app: &AppState) -> String {
    format!(
        "Your data at {} ({}), as of {}.\n\n\
         profile.json   who you are here\n\
         posts/         what you wrote, as Markdown; `masthead import posts` reads it again\n\
         comments.json  what you said under posts\n\
         access.json    where you are signed in, and your ways to sign in, without their secrets\n\
         security.json  what happened to your account\n",
        app.site.name,
        app.site.url,
        app.clock.now().rfc3339()
    )
}

fn json_file(path: &str, value: &Value) -> Result<File> {
    let content = serde_json::to_vec_pretty(value).with_context(|| format!("{path} cannot be written"))?;
    Ok(File { path: path.to_owned(), content })
}

async fn profile(app: &AppState, actor: &Actor) -> Result<Value> {
    let member = member::Entity::find_by_id(actor.id.0).one(app.db.read()).await?.ok_or(Problem::NotFound)?;
    Ok(json!({
        "id": member.id,
        "name": member.name,
        "email": member.email,
        "email_verified_at": moment(member.email_verified_at),
        "role": member.role,
        "joined_at": moment(Some(member.joined_at)),
        "password_changed_at": moment(member.password_changed_at),
        "deletes_at": moment(member.deletes_at),
    }))
}

#[derive(Debug, FromQueryResult)]
struct Said {
    id: Uuid,
    parent_id: Option<Uuid>,
    slug: String,
    title: String,
    body: String,
    created_at: i64,
    edited_at: Option<i64>,
    deleted_at: Option<i64>,
}

async fn comments(app: &AppState, actor: &Actor) -> Result<Value> {
    let said = comment::Entity::find()
        .select_only()
        .columns([
            comment::Column::Id,
            comment::Column::ParentId,
            comment::Column::Body,
            comment::Column::CreatedAt,
            comment::Column::EditedAt,
            comment::Column::DeletedAt,
        ])
        .columns([post::Column::Slug, post::Column::Title])
        .join(JoinType::InnerJoin, comment::Relation::Post.def())
        .filter(comment::Column::MemberId.eq(actor.id.0))
        .order_by_asc(comment::Column::CreatedAt)
        .order_by_asc(comment::Column::Id)
        .into_model::<Said>()
        .all(app.db.read())
        .await?;
    let shown = |said: Said| {
        json!({
            "id": said.id,
            "post": { "slug": said.slug, "title": said.title },
            "answers": said.parent_id,
            "body": said.body,
            "written_at": moment(Some(said.created_at)),
            "edited_at": moment(said.edited_at),
            "deleted_at": moment(said.deleted_at),
        })
    };
    Ok(said.into_iter().map(shown).collect())
}

/// What happened to the account, and what the member did. Where others did it from is theirs.
async fn events(app: &AppState, actor: &Actor) -> Result<Value> {
    let own = Condition::any()
        .add(audit_event::Column::SubjectId.eq(actor.id.0))
        .add(audit_event::Column::ActorId.eq(actor.id.0));
    let events = audit_event::Entity::find()
        .filter(own)
        .order_by_desc(audit_event::Column::HappenedAt)
        .order_by_desc(audit_event::Column::Id)
        .limit(MOST_EVENTS)
        .all(app.db.read())
        .await?;
    let shown = |event: audit_event::Model| {
        let is_own = event.actor_id.is_none_or(|by| by == actor.id.0);
        json!({
            "at": moment(Some(event.happened_at)),
            "event": event.event,
            "by_you": event.actor_id == Some(actor.id.0),
            "about_you": event.subject_id == Some(actor.id.0),
            "address": is_own.then_some(event.address),
            "browser": is_own.then_some(event.agent),
        })
    };
    Ok(events.into_iter().map(shown).collect())
}

/// A moment as machines read it.
pub(super) fn moment(millis: Option<i64>) -> Option<String> {
    millis.map(|millis| Timestamp::from_millis(millis).rfc3339())
}
