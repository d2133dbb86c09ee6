//! Waiting for a condition with a deadline.

use std::thread;
use std::time::{Duration, Instant};

/// The pause between two looks.
const PAUSE: Duration = Duration::from_millis(50);

/// Looks again and again until `look` gives something.
///
/// # Panics
/// When nothing came before the deadline; `what` and what `look` last said are in the message.
pub fn until<T>(what: &str, within: Duration, mut look: impl FnMut() -> Result<T, String>) -> T {
    let deadline = Instant::now() + within;
    loop {
        match look() {
            Ok(value) => return value,
            Err(said) if Instant::now() > deadline => {
                panic!("{what}: not within {} s: {said}", within.as_secs())
            }
            Err(_) => thread::sleep(PAUSE),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_success_is_returned() {
        let mut looks = 0;
        let value = until("three", Duration::from_secs(5), || {
            looks += 1;
            if looks == 3 { Ok(looks) } else { Err("not yet".to_owned()) }
        });
        assert_eq!(value, 3);
    }

    #[test]
    #[should_panic(expected = "never: not within 0 s: down")]
    fn the_deadline_tells_what_was_last_seen() {
        until::<()>("never", Duration::ZERO, || Err("down".to_owned()));
    }
}
