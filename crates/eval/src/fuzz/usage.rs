//! What this process has used so far, as Linux tells it.

use std::{fs, sync::OnceLock, time::Instant};

/// Seconds of processor time of this thread; of wall time where the system does not tell.
pub(super) fn seconds() -> f64 {
    static BEGAN: OnceLock<Instant> = OnceLock::new();
    let began = BEGAN.get_or_init(Instant::now);
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanoseconds = told.as_deref().and_then(|told| told.split(' ').next()?.parse::<u64>().ok());
    nanoseconds.map_or_else(|| began.elapsed().as_secs_f64(), |nanoseconds| nanoseconds as f64 / 1e9)
}

/// The most memory that was resident at once, in MiB; 0 where the system does not tell.
pub(super) fn peak_mebibytes() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|rest| rest.trim().strip_suffix(" kB")?.trim().parse::<f64>().ok());
    kibibytes.unwrap_or_default() / 1024.0
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    #[test]
    fn work_takes_time_and_memory() {
        let (before, began) = (seconds(), Instant::now());
        while seconds() <= before {
            assert!(began.elapsed().as_secs() < 10, "what is used never grows");
        }
        let held = peak_mebibytes() + 8.0;
        let block = std::hint::black_box(vec![1_u8; 64 << 20]);
        assert!(peak_mebibytes() >= held, "{} bytes more", block.len());
    }
}
