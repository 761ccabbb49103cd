use std::{cmp::Reverse, fmt};

use zxcvbn::{Score, feedback::Feedback, zxcvbn};

/// How much of a password is looked at, in characters: the estimate takes time that grows with the square of the length,
/// and nothing as long as this is weak unless its beginning is.
const LOOKED_AT: usize = 100;

/// Characters that a password must have besides words that are known of its owner.
const FEWEST_OF_ITS_OWN: usize = 6;

/// Words that are easy to guess in a new password because of whose it is: their name, their address, the site.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PasswordContext(Vec<String>);

impl PasswordContext {
    /// The words of these texts, and each text in one piece.
    #[must_use]
    pub fn of(texts: &[&str]) -> Self {
        let mut words = Vec::new();
        for text in texts {
            // As nobody's name is longer, and as no more is compared with.
            let text: String = text.to_lowercase().chars().take(LOOKED_AT).collect();
            words.push(text.chars().filter(|c| c.is_alphanumeric()).collect());
            words.extend(text.split(|c: char| !c.is_alphanumeric()).map(str::to_owned));
            words.push(text);
        }
        words.retain(|word| word.chars().count() >= 3);
        // The longest first, so that a name is found whole before its parts are.
        words.sort_by_key(|word| Reverse(word.len()));
        words.dedup();
        Self(words)
    }

    /// Whether hardly anything is left of the password without these words.
    fn makes_up(&self, password: &str) -> bool {
        let letters: String = password.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
        let rest = self.0.iter().fold(letters.clone(), |rest, word| rest.replace(word, ""));
        rest != letters && rest.chars().count() < FEWEST_OF_ITS_OWN
    }
}

/// How well a password withstands guessing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Strength {
    /// From 0, guessed at once, to 4, guessed by nobody. As zxcvbn counts.
    pub score: u8,
    /// What is weak about it, and what helps; nothing for one that may be chosen.
    pub advice: Option<String>,
}

impl Strength {
    /// The lowest score of a password that may be chosen.
    pub const ENOUGH: u8 = 3;

    /// Estimates a password, the same in browser and server.
    #[must_use]
    pub fn of(password: &str, context: &PasswordContext) -> Self {
        let looked_at: String = password.chars().take(LOOKED_AT).collect();
        if context.makes_up(&looked_at) {
            let warning = "This is little more than your name, your address or the name of this site.";
            return Self { score: 1, advice: Some(advice(Some(warning.to_owned()))) };
        }
        let inputs: Vec<&str> = context.0.iter().map(String::as_str).collect();
        let estimate = zxcvbn(&looked_at, &inputs);
        let score = match estimate.score() {
            Score::Zero => 0,
            Score::One => 1,
            Score::Two => 2,
            Score::Three => 3,
            _ => 4,
        };
        let warning = estimate.feedback().and_then(Feedback::warning);
        let advice = (score < Self::ENOUGH).then(|| advice(warning.map(|warning| warning.to_string())));
        Self { score, advice }
    }

    /// The score in a word or two.
    #[must_use]
    pub const fn words(&self) -> &'static str {
        match self.score {
            0 => "Guessed at once",
            1 => "Very weak",
            2 => "Too weak",
            3 => "Good",
            _ => "Strong",
        }
    }
}

/// In words, and what helps.
impl fmt::Display for Strength {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.", self.words())?;
        self.advice.iter().try_for_each(|advice| write!(f, " {advice}"))
    }
}

fn advice(warning: Option<String>) -> String {
    let warning = warning.unwrap_or_else(|| "This would be guessed soon.".to_owned());
    format!("{warning} Add a word or two that have nothing to do with you or with each other.")
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;

    fn score(password: &str, context: &[&str]) -> u8 {
        Strength::of(password, &PasswordContext::of(context)).score
    }

    #[test]
    fn common_words_patterns_and_keys_in_a_row_are_weak() {
        for weak in
            ["password123", "qwertyuiop", "aaaaaaaaaaaa", "1234567890", "iloveyou2026", "P@ssw0rd123", "letmein1234"]
        {
            let strength = Strength::of(weak, &PasswordContext::default());
            assert!(strength.score < Strength::ENOUGH && strength.advice.is_some(), "{weak}: {strength:?}");
        }
    }

    #[test]
    fn a_few_random_words_are_enough() {
        for good in ["correct horse battery", "a quiet lighthouse keeper", "a benchmark of no secret", "x7#Kq2!vRm9z"] {
            let strength = Strength::of(good, &PasswordContext::default());
            assert!(strength.score >= Strength::ENOUGH && strength.advice.is_none(), "{good}: {strength:?}");
        }
    }

    #[test]
    fn what_is_known_of_the_member_or_the_site_adds_nothing() {
        let context = ["Zebulon Quarterdeck", "zq.lantern@mail.example.org", "The Vexillology Gazette"];
        for word in ["zebulonquarterdeck", "Zebulon-Quarterdeck-1", "vexillologygazette", "zq.lantern@mail.example.org"]
        {
            assert!(score(word, &[]) >= Strength::ENOUGH, "{word} is strong for anybody else");
            assert!(score(word, &context) < Strength::ENOUGH, "{word}");
        }
    }

    #[test]
    fn the_longest_password_takes_no_time() {
        for long in ["aB3$".repeat(64), "password".repeat(32), "\u{1F600}".repeat(256), "qwerty12".repeat(32)] {
            let begun = Instant::now();
            let _ = Strength::of(&long, &PasswordContext::of(&[&long, &long]));
            assert!(begun.elapsed() < Duration::from_secs(5), "{:?} for {long}", begun.elapsed());
        }
    }
}
