use std::{
    fmt,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
};

use ipnet::IpNet;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};

use super::Names;

/// Which machines may be called at an address that somebody typed. Asked for every single connection, of the very
/// addresses that it then goes to: a name that leads elsewhere by then (DNS rebinding) gains nothing.
#[derive(Clone, Debug)]
pub(super) struct Guard {
    /// Whether anything on the public internet may be called.
    pub(super) public: bool,
    /// Networks that may be called although they are not public.
    pub(super) networks: Arc<[IpNet]>,
}

impl Guard {
    /// Whether a machine may be called.
    pub(super) fn admits(&self, address: IpAddr) -> bool {
        let address = address.to_canonical();
        self.public && is_public(address) || self.networks.iter().any(|network| network.contains(&address))
    }
}

/// Resolves names, and lets only those through that lead to nowhere but where [`Guard`] allows.
pub(super) struct GuardedNames {
    pub(super) names: Names,
    pub(super) guard: Guard,
}

impl Resolve for GuardedNames {
    fn resolve(&self, name: Name) -> Resolving {
        let (names, guard) = (self.names.clone(), self.guard.clone());
        Box::pin(async move {
            let found = names.look_up(name.as_str()).await?;
            if !found.iter().all(|address| guard.admits(*address)) {
                return Err(NotPublic.into());
            }
            let addresses = found.into_iter().map(|address| SocketAddr::from((address, 0)));
            Ok(Box::new(addresses) as Addrs)
        })
    }
}

/// A name leads to a machine that is not to be called.
#[derive(Debug)]
pub(super) struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the address is not a public one")
    }
}

impl std::error::Error for NotPublic {}

/// Whether an address belongs to the public internet, by IANA's registries of special-purpose addresses (RFC 6890).
/// One that carries another one inside (IPv4-mapped, NAT64) is judged by that; relics that tunnel (6to4, Teredo) are not
/// public.
pub(super) fn is_public(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => match nat64(address) {
            Some(inner) => is_public_v4(inner),
            None => is_public_v6(address),
        },
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    !matches!(
        address.octets(),
        // This network, private ones, carriers' NAT, loopback, link-local with the clouds' metadata.
        [0 | 10 | 127, ..] | [172, 16..=31, ..] | [192, 168, ..] | [100, 64..=127, ..] | [169, 254, ..]
        // Protocol assignments, documentation, relays of 6to4, benchmarks.
            | [192, 0, 0 | 2, _] | [198, 51, 100, _] | [203, 0, 113, _] | [192, 88, 99, _] | [198, 18 | 19, ..]
        // Multicast, reserved, broadcast.
            | [224..=255, ..]
    )
}

/// Only what is handed out as global unicast, and of that neither protocol assignments (Teredo, ORCHID, benchmarks)
/// nor documentation nor 6to4.
fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0x2001, ..=0x01ff | 0x0db8, ..] | [0x2002, ..] | [0x3fff, ..=0x0fff, ..] => false,
        [first, ..] => (0x2000..=0x3fff).contains(&first),
    }
}

/// The IPv4 address inside one of `64:ff9b::/96` (RFC 6052), by which networks without IPv4 reach it.
fn nat64(address: Ipv6Addr) -> Option<Ipv4Addr> {
    match address.segments() {
        [0x0064, 0xff9b, 0, 0, 0, 0, high, low] => Some(Ipv4Addr::from(u32::from(high) << 16 | u32::from(low))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn what_everybody_reaches_is_public() {
        for public in [
            "93.184.215.14",
            "1.1.1.1",
            "172.32.0.1",
            "100.128.0.1",
            "2606:4700::1111",
            "64:ff9b::101:101",
            "2001:4860::1",
        ] {
            assert!(is_public(address(public)), "{public}");
        }
    }

    #[test]
    fn what_lies_behind_the_door_is_not() {
        for private in [
            "0.0.0.0",
            "10.1.2.3",
            "100.64.0.1",
            "127.0.0.1",
            "127.255.0.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.9.9",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "2001::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "3fff::1",
            "100::1",
            "5f00::1",
            // Others in disguise: mapped, compatible, NAT64 of both kinds.
            "::ffff:127.0.0.1",
            "::ffff:169.254.169.254",
            "::ffff:10.0.0.1",
            "::127.0.0.1",
            "64:ff9b::7f00:1",
            "64:ff9b::a9fe:a9fe",
            "64:ff9b:1::101:101",
        ] {
            assert!(!is_public(address(private)), "{private}");
        }
    }

    #[test]
    fn a_network_that_is_allowed_is_allowed_in_any_spelling_and_no_other_is() {
        let guard = Guard { public: true, networks: Arc::new(["127.0.0.0/8".parse().unwrap()]) };
        for admitted in ["127.0.0.1", "::ffff:127.0.0.1", "1.1.1.1"] {
            assert!(guard.admits(address(admitted)), "{admitted}");
        }
        for refused in ["10.0.0.1", "::1"] {
            assert!(!guard.admits(address(refused)), "{refused}");
        }
        let inside = Guard { public: false, ..guard };
        assert!(inside.admits(address("127.0.0.1")) && !inside.admits(address("1.1.1.1")));
    }
}
