use std::collections::HashMap;

use crate::comments::{CommentState, CommentView};

/// How deep a thread is indented; deeper answers stand at this depth.
pub const MAX_DEPTH: u8 = 4;

/// A comment with its answers, oldest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Thread {
    /// The comment.
    pub comment: CommentView,
    /// Its answers.
    pub answers: Vec<Thread>,
}

impl Thread {
    /// Arranges the comments of a post, given oldest first, into threads.
    ///
    /// Deleted comments without answers vanish. An answer whose comment is missing starts a thread of its own.
    #[must_use]
    pub fn arrange(comments: Vec<CommentView>) -> Vec<Self> {
        let place: HashMap<_, _> = comments.iter().enumerate().map(|(index, comment)| (comment.id, index)).collect();
        // An answer is always younger than its comment, so going backwards finds every answer before its parent.
        let mut waiting: Vec<Vec<Self>> = comments.iter().map(|_| Vec::new()).collect();
        let mut threads = Vec::new();
        for (index, comment) in comments.into_iter().enumerate().rev() {
            let mut answers = std::mem::take(&mut waiting[index]);
            answers.reverse();
            if comment.state == CommentState::Deleted && answers.is_empty() {
                continue;
            }
            let parent = comment.parent.and_then(|id| place.get(&id)).copied().filter(|parent| *parent < index);
            let thread = Self { comment, answers };
            match parent {
                Some(parent) => waiting[parent].push(thread),
                None => threads.push(thread),
            }
        }
        threads.reverse();
        threads
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{
        Timestamp,
        id::{CommentId, MemberId},
    };

    fn comment(id: u128, parent: Option<u128>) -> CommentView {
        CommentView {
            id: CommentId(Uuid::from_u128(id)),
            parent: parent.map(|id| CommentId(Uuid::from_u128(id))),
            member: MemberId(Uuid::from_u128(9)),
            name: "Ada Example".into(),
            state: CommentState::Hidden { html: None },
            created_at: Timestamp::from_millis(0),
            edited_at: None,
            may_edit: false,
            may_delete: false,
        }
    }

    fn shape(threads: &[Thread]) -> String {
        threads.iter().map(|t| format!("{}({})", t.comment.id.0.as_u128(), shape(&t.answers))).collect()
    }

    #[test]
    fn answers_stand_below_their_comment_in_order() {
        let threads = Thread::arrange(vec![
            comment(1, None),
            comment(2, None),
            comment(3, Some(1)),
            comment(4, Some(3)),
            comment(5, Some(1)),
            comment(6, Some(77)),
        ]);
        assert_eq!(shape(&threads), "1(3(4())5())2()6()");
    }

    #[test]
    fn deleted_comments_stay_only_for_their_answers() {
        let deleted = |id, parent| CommentView { state: CommentState::Deleted, ..comment(id, parent) };
        let threads =
            Thread::arrange(vec![deleted(1, None), comment(2, Some(1)), deleted(3, None), deleted(4, Some(3))]);
        assert_eq!(shape(&threads), "1(2())");
    }
}
