use serde::{Deserialize, Serialize};

/// A letter to one person. Both its forms, text and HTML, are made of the same blocks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// The address, as its owner typed it.
    pub to: String,
    /// One line, at most 200 characters.
    pub subject: String,
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A piece of a letter. Texts are plain; each form escapes them in its own way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// A paragraph.
    Paragraph {
        /// Its words.
        text: String,
    },
    /// The one thing to press.
    Button {
        /// What it says.
        label: String,
        /// Where it leads: a whole URL of this site.
        url: String,
    },
    /// A code to type, large.
    Code {
        /// The code, as it is to be read.
        code: String,
    },
    /// A short table: when, where, with what.
    Facts {
        /// Names and values.
        facts: Vec<(String, String)>,
    },
    /// A remark in small print.
    Small {
        /// Its words.
        text: String,
    },
}

impl Letter {
    /// An empty letter.
    #[must_use]
    pub fn new(to: impl Into<String>, subject: impl Into<String>) -> Self {
        Self { to: to.into(), subject: subject.into(), blocks: Vec::new() }
    }

    /// Adds a paragraph.
    #[must_use]
    pub fn paragraph(self, text: impl Into<String>) -> Self {
        self.with(Block::Paragraph { text: text.into() })
    }

    /// Adds the thing to press; `url` is a whole one.
    #[must_use]
    pub fn button(self, label: impl Into<String>, url: impl Into<String>) -> Self {
        self.with(Block::Button { label: label.into(), url: url.into() })
    }

    /// Adds a code.
    #[must_use]
    pub fn code(self, code: impl Into<String>) -> Self {
        self.with(Block::Code { code: code.into() })
    }

    /// Adds a table of facts.
    #[must_use]
    pub fn facts(self, facts: Vec<(String, String)>) -> Self {
        self.with(Block::Facts { facts })
    }

    /// Adds small print.
    #[must_use]
    pub fn small(self, text: impl Into<String>) -> Self {
        self.with(Block::Small { text: text.into() })
    }

    fn with(mut self, block: Block) -> Self {
        self.blocks.push(block);
        self
    }
}
