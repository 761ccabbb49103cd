use super::{environment::Environment, kind};

/// For measuring only; leave it alone in production.
#[derive(Clone, Debug)]
pub struct BenchConfig {
    /// `MASTHEAD_BENCH_BASELINE`: the size in bytes of the fixed body that `/bench/baseline` answers with.
    pub baseline: Option<usize>,
}

impl BenchConfig {
    pub(super) fn read(env: &mut Environment<'_>) -> Self {
        env.section("Benchmark");
        Self {
            baseline: env.setting(
                "MASTHEAD_BENCH_BASELINE",
                "",
                kind::size(1..=16 * 1024 * 1024).optional(),
                "For benchmarks only: `/bench/baseline` answers a fixed body of this size. Empty: no such route.",
            ),
        }
    }
}
