use std::collections::HashMap;

use crate::comments::{CommentState, CommentView};

/// How deep answers are nested; deeper ones stand at this depth.
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
    /// Answers below [`MAX_DEPTH`] stand beside what they answer: a chain of answers without end must not become a page
    /// nested without end. Deleted comments without answers vanish. An answer whose comment is missing starts a thread.
    #[must_use]
    pub fn arrange(comments: Vec<CommentView>) -> Vec<Self> {
        let parents = effective_parents(&comments);
        // An answer is always younger than its comment, so going backwards finds every answer before its parent.
        let mut waiting: Vec<Vec<Self>> = comments.iter().map(|_| Vec::new()).collect();
        let mut threads = Vec::new();
        for (index, comment) in comments.into_iter().enumerate().rev() {
            let mut answers = std::mem::take(&mut waiting[index]);
            answers.reverse();
            if comment.state == CommentState::Deleted && answers.is_empty() {
                continue;
            }
            let thread = Self { comment, answers };
            match parents[index] {
                Some(parent) => waiting[parent].push(thread),
                None => threads.push(thread),
            }
        }
        threads.reverse();
        threads
    }
}

/// For each comment the place of the one that it is shown below.
fn effective_parents(comments: &[CommentView]) -> Vec<Option<usize>> {
    let place: HashMap<_, _> = comments.iter().enumerate().map(|(index, comment)| (comment.id, index)).collect();
    let mut parents: Vec<Option<usize>> = Vec::with_capacity(comments.len());
    let mut depths: Vec<u8> = Vec::with_capacity(comments.len());
    for (index, comment) in comments.iter().enumerate() {
        let answered = comment.parent.and_then(|id| place.get(&id)).copied().filter(|parent| *parent < index);
        let parent =
            answered.and_then(|parent| if depths[parent] < MAX_DEPTH { Some(parent) } else { parents[parent] });
        depths.push(parent.map_or(0, |parent| depths[parent] + 1));
        parents.push(parent);
    }
    parents
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
            member: Some(MemberId(Uuid::from_u128(9))),
            name: Some("Ada Example".into()),
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
    fn a_chain_of_answers_stops_nesting() {
        let chain = (1..=1000).map(|id| comment(id, (id > 1).then(|| id - 1))).collect();
        let mut level = Thread::arrange(chain);
        for _ in 0..MAX_DEPTH {
            assert_eq!(level.len(), 1);
            level = level.remove(0).answers;
        }
        assert_eq!(level.len(), 1000 - usize::from(MAX_DEPTH));
        assert!(level.iter().all(|thread| thread.answers.is_empty()));
    }

    #[test]
    fn deleted_comments_stay_only_for_their_answers() {
        let deleted = |id, parent| CommentView { state: CommentState::Deleted, ..comment(id, parent) };
        let threads =
            Thread::arrange(vec![deleted(1, None), comment(2, Some(1)), deleted(3, None), deleted(4, Some(3))]);
        assert_eq!(shape(&threads), "1(2())");
    }
}
