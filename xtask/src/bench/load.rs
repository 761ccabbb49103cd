//! The load, by `oha`, and what it measured.

use super::client;
use super::server::Server;
use crate::process;
use crate::step::{Failure, Outcome};

/// A request to be repeated.
#[derive(Debug)]
pub(super) struct Load {
    path: String,
    cookie: Option<String>,
    form: Option<String>,
}

impl Load {
    /// A page.
    pub(super) fn get(path: &str, cookie: Option<&str>) -> Self {
        Self { path: path.to_owned(), cookie: cookie.map(str::to_owned), form: None }
    }

    /// A form of a member.
    pub(super) fn post(path: &str, form: &str, cookie: &str) -> Self {
        Self { path: path.to_owned(), cookie: Some(cookie.to_owned()), form: Some(form.to_owned()) }
    }

    /// What every answer has to be.
    fn status(&self) -> u16 {
        if self.form.is_some() { 303 } else { 200 }
    }
}

/// What one load showed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Measured {
    pub(super) per_second: f64,
    /// Seconds within which half of the requests were answered.
    pub(super) p50: f64,
    /// Seconds within which 99 of 100 were.
    pub(super) p99: f64,
    /// Resident memory of the server afterwards, in bytes; 0 where the system does not tell.
    pub(super) memory: u64,
}

/// Warm up, then measure.
///
/// # Errors
/// When the load generator fails or an answer was another one than expected.
pub(super) fn run(server: &Server, load: &Load) -> Outcome<Measured> {
    oha(server, load, WARM_UP)?;
    let report = oha(server, load, MEASURED)?;
    let mut measured = parse(&report, load.status())
        .ok_or_else(|| Failure::new(format!("{} did not answer {} every time: {report}", load.path, load.status())))?;
    measured.memory = server.memory().unwrap_or(0);
    Ok(measured)
}

const WARM_UP: &str = "2s";
const MEASURED: &str = "10s";
/// Enough to keep every core busy, few enough that waiting in line does not hide how long an answer takes.
const CONNECTIONS: &str = "32";

fn oha(server: &Server, load: &Load, duration: &str) -> Outcome<String> {
    let mut oha = process::program("oha");
    oha.args(["--no-tui", "--output-format", "json", "--redirect", "0", "--disable-compression"]);
    oha.args(["-c", CONNECTIONS, "-z", duration, "--wait-ongoing-requests-after-deadline"]);
    for (name, value) in client::headers(load.cookie.as_deref(), load.form.is_some()) {
        oha.args(["-H", &format!("{name}: {value}")]);
    }
    if let Some(form) = &load.form {
        oha.args(["-m", "POST", "-d", form]);
    }
    oha.arg(format!("{}{}", server.url(), load.path));
    process::output(&mut oha).ok_or_else(|| Failure::new("oha failed").remedy("run `oha --version`; reinstall it"))
}

/// The numbers of oha's JSON report, if every answer had the status.
fn parse(report: &str, status: u16) -> Option<Measured> {
    let part = |name: &str| report.split_once(&format!("\"{name}\":")).map(|(_, rest)| rest);
    let number = |text: &str, name: &str| {
        let (_, value) = text.split_once(&format!("\"{name}\":"))?;
        value.trim_start().split([',', '}', '\n']).next()?.trim().parse::<f64>().ok()
    };
    let percentiles = part("latencyPercentiles")?;
    let statuses = part("statusCodeDistribution")?.split('}').next()?;
    let errors = part("errorDistribution")?.split('}').next()?;
    let expected = statuses.matches(':').count() == 1 && statuses.contains(&format!("\"{status}\""));
    if !expected || errors.contains(':') {
        return None;
    }
    Some(Measured {
        per_second: number(part("summary")?, "requestsPerSec")?,
        p50: number(percentiles, "p50")?,
        p99: number(percentiles, "p99")?,
        memory: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: &str = r#"{
        "summary": { "successRate": 1.0, "total": 1.0, "requestsPerSec": 4500.5, "sizePerSec": 1 },
        "latencyPercentiles": { "p10": 0.001, "p50": 0.002, "p99": 0.009, "p99.9": 0.02 },
        "statusCodeDistribution": { "200": 45005 },
        "errorDistribution": {}
    }"#;

    #[test]
    fn the_report_is_read() {
        let expected = Measured { per_second: 4500.5, p50: 0.002, p99: 0.009, memory: 0 };
        assert_eq!(parse(REPORT, 200), Some(expected));
    }

    #[test]
    fn another_answer_is_no_measurement() {
        assert_eq!(parse(REPORT, 303), None);
        assert_eq!(parse(&REPORT.replace("45005", "45000, \"429\": 5"), 200), None);
        assert_eq!(
            parse(&REPORT.replace("\"errorDistribution\": {}", "\"errorDistribution\": {\"reset\": 1}"), 200),
            None
        );
    }
}
