//! `action/install.sh`, started by itself: it prints the path of an executable that was verified, or says what to do.
//!
//! The executables are stand-ins that answer `--version`: what the installer knows of them is no more.

#[path = "installer/cache.rs"]
mod cache;
#[path = "installer/download.rs"]
mod download;
#[path = "installer/given.rs"]
mod given;
#[path = "installer/hostile.rs"]
mod hostile;
#[path = "installer/machine.rs"]
mod machine;
#[path = "installer/targets.rs"]
mod targets;
