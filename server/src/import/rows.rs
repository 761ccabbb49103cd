use domain::posts::Status;
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

use super::{known::KnownPost, rendering::Rendered};
use crate::{
    AppState, Result,
    entities::{media, post},
    posts::{columns_of, public_change, text_columns},
};

/// The row of a post that is new. Its times are those of its publication: to readers it did not change today.
pub(super) fn new_post(app: &AppState, id: Uuid, rendered: &Rendered) -> Result<post::ActiveModel> {
    let draft = &rendered.post.draft;
    let status = match draft.date {
        Some(at) if !draft.draft => Status::Published { at },
        _ => Status::Draft { first_published_at: None },
    };
    let at = draft.date.unwrap_or_else(|| app.clock.now()).millis();
    let standing = columns_of(status);
    Ok(post::ActiveModel {
        id: Set(id),
        slug: Set(rendered.post.slug.as_str().to_owned()),
        status: standing.status,
        was_published: standing.was_published,
        published_at: standing.published_at,
        deleted_at: standing.deleted_at,
        public_change_at: Set(status.publication().map(|_| app.clock.now().millis())),
        created_at: Set(at),
        updated_at: Set(at),
        version: Set(1),
        source: Set(Some(draft.key.clone())),
        source_digest: Set(Some(rendered.post.digest.clone())),
        ..text_columns(&draft.form, &rendered.text)?
    })
}

/// What changes in the row of a post that was imported before. Where it stands was decided here, except that what was
/// never published follows its file, and the date is the file's.
pub(super) fn changed_post(app: &AppState, before: &KnownPost, rendered: &Rendered) -> Result<post::ActiveModel> {
    let draft = &rendered.post.draft;
    let status = match (before.status, draft.date) {
        (Status::Draft { first_published_at: None }, Some(at)) if !draft.draft => Status::Published { at },
        (Status::Published { .. }, Some(at)) => Status::Published { at },
        (status, _) => status,
    };
    let standing = columns_of(status);
    Ok(post::ActiveModel {
        slug: Set(rendered.post.slug.as_str().to_owned()),
        status: standing.status,
        was_published: standing.was_published,
        published_at: standing.published_at,
        deleted_at: standing.deleted_at,
        public_change_at: public_change(status.publication().is_some(), app.clock.now()),
        updated_at: Set(app.clock.now().millis()),
        source_digest: Set(Some(rendered.post.digest.clone())),
        ..text_columns(&draft.form, &rendered.text)?
    })
}

/// The row of a picture.
pub(super) fn picture(app: &AppState, picture: &super::relink::Picture) -> media::ActiveModel {
    let pixels = |length: Option<u32>| length.and_then(|length| i32::try_from(length).ok());
    media::ActiveModel {
        name: Set(picture.name.to_string()),
        mime: Set(picture.name.mime().to_owned()),
        bytes: Set(i64::try_from(picture.bytes.len()).unwrap_or(i64::MAX)),
        width: Set(pixels(picture.size.map(|size| size.width))),
        height: Set(pixels(picture.size.map(|size| size.height))),
        created_at: Set(app.clock.now().millis()),
    }
}
