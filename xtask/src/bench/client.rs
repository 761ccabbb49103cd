//! Just enough of HTTP to prepare what the load generator repeats.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use crate::step::{Failure, Outcome};

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    /// The first cookie, as `name=value`.
    pub(super) cookie: Option<String>,
    pub(super) body: String,
}

/// One request on a connection of its own; with a form when there is one.
///
/// # Errors
/// When nothing answers in time, or not in HTTP.
pub(super) fn request(
    address: &str,
    method: &str,
    path: &str,
    cookie: Option<&str>,
    form: Option<&str>,
) -> Outcome<Answer> {
    let mut request = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n");
    for (name, value) in headers(cookie, form.is_some()) {
        request.push_str(&format!("{name}: {value}\r\n"));
    }
    let form = form.unwrap_or_default();
    request.push_str(&format!("Content-Length: {}\r\n\r\n{form}", form.len()));
    let answer = exchange(address, &request).map_err(|error| Failure::new(format!("{path}: {error}")))?;
    parse(&answer).ok_or_else(|| Failure::new(format!("{path}: no answer in HTTP")))
}

/// What a browser would say besides.
pub(super) fn headers(cookie: Option<&str>, form: bool) -> Vec<(&'static str, String)> {
    let mut headers = vec![("Accept", "text/html".to_owned())];
    if let Some(cookie) = cookie {
        headers.push(("Cookie", cookie.to_owned()));
    }
    if form {
        headers.push(("Content-Type", "application/x-www-form-urlencoded".to_owned()));
        headers.push(("Sec-Fetch-Site", "same-origin".to_owned()));
    }
    headers
}

fn exchange(address: &str, request: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    stream.write_all(request.as_bytes())?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

fn parse(answer: &str) -> Option<Answer> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let status = head.split_whitespace().nth(1)?.parse().ok()?;
    let header = |wanted: &str| {
        head.lines().filter_map(|line| line.split_once(':')).find(|(name, _)| name.eq_ignore_ascii_case(wanted))
    };
    let cookie =
        header("set-cookie").and_then(|(_, value)| value.split(';').next()).map(|value| value.trim().to_owned());
    let chunked = header("transfer-encoding").is_some_and(|(_, value)| value.trim() == "chunked");
    let body = if chunked { unchunked(body) } else { body.to_owned() };
    Some(Answer { status, cookie, body })
}

fn unchunked(mut body: &str) -> String {
    let mut whole = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size.trim(), 16).unwrap_or(0);
        let (Some(chunk), true) = (rest.get(..size), size > 0) else { break };
        whole.push_str(chunk);
        body = rest.get(size + 2..).unwrap_or_default();
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read() {
        let answer = parse("HTTP/1.1 303 See Other\r\nset-cookie: s=1; Path=/\r\nLocation: /\r\n\r\n").expect("HTTP");
        assert_eq!((answer.status, answer.cookie.as_deref(), answer.body.as_str()), (303, Some("s=1"), ""));
        let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nHello\r\n6\r\n world\r\n0\r\n\r\n";
        assert_eq!(parse(chunked).expect("HTTP").body, "Hello world");
    }
}
