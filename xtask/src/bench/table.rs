//! The table that the README shows.

use super::Row;

const BEGIN: &str = "<!-- bench:begin -->";
const END: &str = "<!-- bench:end -->";

/// Markdown; every number with its ratio to the fixed answer of the same size.
pub(super) fn render(rows: &[Row]) -> String {
    let mut table = String::from(
        "| request | bytes | requests/s | p50 | p99 | memory |\n\
         |---|---:|---:|---:|---:|---:|\n",
    );
    for Row { name, bytes, page, baseline } in rows {
        let cells = [
            (*name).to_owned(),
            bytes.to_string(),
            format!("{:.0} ({:.2}×)", page.per_second, page.per_second / baseline.per_second),
            format!("{:.2} ms ({:.1}×)", page.p50 * 1000.0, page.p50 / baseline.p50),
            format!("{:.2} ms ({:.1}×)", page.p99 * 1000.0, page.p99 / baseline.p99),
            format!("{} MB ({:.1}×)", page.memory / 1_000_000, page.memory as f64 / baseline.memory.max(1) as f64),
        ];
        table.push_str(&format!("| {} |\n", cells.join(" | ")));
    }
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    table.push_str(&format!(
        "\nIn parentheses: the ratio to a fixed in-memory answer of the same size from the same process. \
         Release build with SQLite on {cores} cores, which the load generator shares; 32 connections, 10 seconds each. \
         `cargo xtask bench` measures it on yours.\n",
    ));
    table
}

/// The README with what stands between its two marks replaced; `None` where it has no marks.
pub(super) fn replace(readme: &str, table: &str) -> Option<String> {
    let (before, rest) = readme.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))
}

#[cfg(test)]
mod tests {
    use super::super::load::Measured;
    use super::*;

    #[test]
    fn ratios_are_shown() {
        let baseline = Measured { per_second: 8000.0, p50: 0.001, p99: 0.002, memory: 20_000_000 };
        let page = Measured { per_second: 4000.0, p50: 0.002, p99: 0.008, memory: 30_000_000 };
        let table = render(&[Row { name: "home", bytes: 1234, page, baseline }]);
        assert!(
            table.contains("| home | 1234 | 4000 (0.50×) | 2.00 ms (2.0×) | 8.00 ms (4.0×) | 30 MB (1.5×) |"),
            "{table}"
        );
    }

    #[test]
    fn the_rest_of_the_readme_stays() {
        let readme = "# A\n<!-- bench:begin -->\nold\n<!-- bench:end -->\nB\n";
        assert_eq!(
            replace(readme, "new\n").as_deref(),
            Some("# A\n<!-- bench:begin -->\n\nnew\n\n<!-- bench:end -->\nB\n")
        );
        assert_eq!(replace("# A\n", "new"), None);
    }
}
