use std::net::{IpAddr, Ipv6Addr};

/// The network that an address belongs to, as far as it tells a place and not a person: the first three parts of an IPv4
/// address, the /48 of an IPv6 address. What is no address is unknown.
#[must_use]
pub fn describe_place(address: &str) -> String {
    let Ok(address) = address.parse::<IpAddr>() else { return "an unknown network".to_owned() };
    match address.to_canonical() {
        address if address.is_loopback() => "this computer".to_owned(),
        IpAddr::V4(address) => {
            let [a, b, c, _] = address.octets();
            format!("{a}.{b}.{c}.0/24")
        }
        IpAddr::V6(address) => {
            let network = address.to_bits() & (u128::MAX << 80);
            format!("{}/48", Ipv6Addr::from_bits(network))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_the_network_and_not_the_household() {
        for (address, place) in [
            ("203.0.113.77", "203.0.113.0/24"),
            ("::ffff:203.0.113.77", "203.0.113.0/24"),
            ("2001:db8:1:2:3:4:5:6", "2001:db8:1::/48"),
            ("127.0.0.1", "this computer"),
            ("::1", "this computer"),
            ("", "an unknown network"),
        ] {
            assert_eq!(describe_place(address), place, "{address}");
        }
    }
}
