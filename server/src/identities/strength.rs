use serde::{Deserialize, Deserializer};

/// What a token says of how somebody signed in (OpenID Connect Core, section 2).
#[derive(Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct Strength {
    /// The class that the sign-in met, in the words of the service.
    #[serde(default, deserialize_with = "text")]
    acr: Option<String>,
    /// How it was made (RFC 8176).
    #[serde(default, deserialize_with = "methods")]
    amr: Vec<String>,
}

/// What only its owner knows, has, or is (RFC 8176, section 2): ways to sign in, by the factor that they are.
const FACTORS: [&[&str]; 3] =
    [&["pwd", "pin", "kba", "password"], &["otp", "hwk", "swk", "totp"], &["face", "fpt", "iris", "retina", "vbm"]];

impl Strength {
    /// Whether somebody signed in with more than one factor: the service says so in as many words, or by one of the classes
    /// that are taken for it, or it names ways that are two different factors. A text message or a call is none of them.
    pub(super) fn is_multi_factor(&self, classes: &[String]) -> bool {
        let is_made_by = |ways: &&&[&str]| self.amr.iter().any(|way| ways.contains(&way.as_str()));
        self.acr.as_ref().is_some_and(|acr| classes.contains(acr))
            || self.amr.iter().any(|way| way == "mfa")
            || FACTORS.iter().filter(is_made_by).count() > 1
    }
}

/// A text; anything else says nothing.
fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Class {
        Text(String),
        Else(serde::de::IgnoredAny),
    }
    Ok(match Class::deserialize(deserializer)? {
        Class::Text(text) => Some(text),
        Class::Else(_) => None,
    })
}

/// A list of names, or, as Supabase writes it, of things that have one; anything else says nothing.
fn methods<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Methods {
        List(Vec<Method>),
        Else(serde::de::IgnoredAny),
    }
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Method {
        Name(String),
        Thing { method: String },
        Else(serde::de::IgnoredAny),
    }
    let Methods::List(list) = Methods::deserialize(deserializer)? else { return Ok(Vec::new()) };
    let name = |method| match method {
        Method::Name(name) | Method::Thing { method: name } => Some(name),
        Method::Else(_) => None,
    };
    Ok(list.into_iter().filter_map(name).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn is_multi_factor(claims: Value) -> bool {
        let strength: Strength = serde_json::from_value(claims).unwrap();
        strength.is_multi_factor(&["gold".into()])
    }

    #[test]
    fn two_different_factors_are_what_the_service_says_they_are() {
        for claims in [
            json!({ "amr": ["mfa"] }),
            json!({ "amr": ["pwd", "otp"] }),
            json!({ "amr": ["hwk", "pin", "user"] }),
            json!({ "amr": ["swk", "fpt"] }),
            json!({ "amr": [{ "method": "totp", "timestamp": 1 }, { "method": "password", "timestamp": 0 }] }),
            json!({ "acr": "gold" }),
        ] {
            assert!(is_multi_factor(claims.clone()), "{claims}");
        }
    }

    #[test]
    fn one_factor_twice_and_nonsense_are_not() {
        for claims in [
            json!({}),
            json!({ "amr": [] }),
            json!({ "amr": ["pwd"] }),
            json!({ "amr": ["pwd", "pin", "kba"] }),
            json!({ "amr": ["hwk", "otp"] }),
            json!({ "amr": ["pwd", "sms", "tel", "geo"] }),
            json!({ "amr": "mfa" }),
            json!({ "amr": [1, null, { "method": 2 }] }),
            json!({ "amr": null, "acr": null }),
            json!({ "acr": "silver" }),
            json!({ "acr": 2 }),
        ] {
            assert!(!is_multi_factor(claims.clone()), "{claims}");
        }
    }
}
