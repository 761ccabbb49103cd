//! What a setting may be: a parser together with the words that describe what it takes.

use std::{
    net::{IpAddr, SocketAddr},
    ops::RangeInclusive,
    path::PathBuf,
    str::FromStr,
    time::Duration,
};

use domain::accounts::Role;
use ipnet::IpNet;

/// A parser and the description of what it takes.
pub(super) struct Kind<T> {
    /// As the end of "allowed is …".
    pub(super) allowed: String,
    parse: Parser<T>,
}

type Parser<T> = Box<dyn Fn(&str) -> Option<T>>;

impl<T> Kind<T> {
    /// A kind of one's own.
    pub(super) fn new(allowed: impl Into<String>, parse: impl Fn(&str) -> Option<T> + 'static) -> Self {
        Self { allowed: allowed.into(), parse: Box::new(parse) }
    }

    /// The value, if the text is allowed.
    pub(super) fn parse(&self, text: &str) -> Option<T> {
        (self.parse)(text)
    }
}

impl<T: 'static> Kind<T> {
    /// The same, or nothing at all: an empty default then means "none".
    pub(super) fn optional(self) -> Kind<Option<T>> {
        let parse = self.parse;
        Kind::new(self.allowed, move |text| if text.is_empty() { Some(None) } else { parse(text).map(Some) })
    }
}

/// A line of text of at most `longest` characters.
pub(super) fn line(longest: usize) -> Kind<String> {
    Kind::new(format!("one line of at most {longest} characters"), move |text| {
        let fits = text.chars().count() <= longest && !text.chars().any(char::is_control);
        fits.then(|| text.to_owned())
    })
}

/// A whole number in a range.
pub(super) fn number<T>(range: RangeInclusive<T>) -> Kind<T>
where
    T: FromStr + PartialOrd + std::fmt::Display + 'static,
{
    Kind::new(format!("a whole number from {} to {}", range.start(), range.end()), move |text| {
        text.parse().ok().filter(|value| range.contains(value))
    })
}

/// A duration in seconds, minutes, hours or days, within a range of seconds.
pub(super) fn duration(seconds: RangeInclusive<u64>) -> Kind<Duration> {
    let allowed = format!("a duration such as 30s, 5m or 2h, from {}s to {}s", seconds.start(), seconds.end());
    Kind::new(allowed, move |text| {
        let (number, unit) = split_unit(text);
        let factor = match unit {
            "s" => 1,
            "m" => 60,
            "h" => 3600,
            "d" => 86400,
            _ => return None,
        };
        let value = number.parse::<u64>().ok()?.checked_mul(factor)?;
        seconds.contains(&value).then(|| Duration::from_secs(value))
    })
}

/// A size in bytes, kilobytes or megabytes (powers of 1024), within a range of bytes.
pub(super) fn size(bytes: RangeInclusive<usize>) -> Kind<usize> {
    let allowed = format!("a size such as 512k or 2M, from {} to {} bytes", bytes.start(), bytes.end());
    Kind::new(allowed, move |text| {
        let (number, unit) = split_unit(text);
        let factor = match unit {
            "" => 1,
            "k" | "K" => 1024,
            "m" | "M" => 1024 * 1024,
            _ => return None,
        };
        let value = number.parse::<usize>().ok()?.checked_mul(factor)?;
        bytes.contains(&value).then_some(value)
    })
}

/// `on` or `off`.
pub(super) fn switch() -> Kind<bool> {
    Kind::new("`on` or `off`", |text| match text {
        "on" => Some(true),
        "off" => Some(false),
        _ => None,
    })
}

/// A path of the file system.
pub(super) fn path() -> Kind<PathBuf> {
    Kind::new("a path", |text| Some(PathBuf::from(text)))
}

/// An address with a port.
pub(super) fn socket_address() -> Kind<SocketAddr> {
    Kind::new("an IP address with a port, such as 127.0.0.1:3000 or [::]:3000", |text| text.parse().ok())
}

/// Networks separated by commas; a single address counts as a network of one.
pub(super) fn networks() -> Kind<Vec<IpNet>> {
    Kind::new("networks or addresses separated by commas, such as 10.0.0.0/8, ::1", |text| {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(network).collect()
    })
}

/// Names of roles separated by commas.
pub(super) fn roles() -> Kind<Vec<Role>> {
    Kind::new("names of roles separated by commas, such as editor, admin", |text| {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(Role::parse).collect()
    })
}

fn network(text: &str) -> Option<IpNet> {
    text.parse().ok().or_else(|| text.parse::<IpAddr>().ok().map(IpNet::from))
}

fn split_unit(text: &str) -> (&str, &str) {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (&text[..digits], text[digits..].trim())
}
