//! Devices: browsers with which members signed in, told apart by a cookie that says nothing else.

mod id;

pub use id::DeviceId;
