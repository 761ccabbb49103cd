use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use http::{HeaderMap, header};
use ipnet::IpNet;

/// The longest `User-Agent` that is kept, in bytes.
const LONGEST_AGENT: usize = 255;

/// Where a request came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Client {
    /// The address of the client, or of the nearest hop that is not a trusted proxy.
    pub address: IpAddr,
    /// What the client calls itself, at most 255 bytes; empty when it does not say.
    pub agent: String,
}

impl Client {
    /// The client behind `peer`: the peer itself, unless it is a trusted proxy. Then `X-Forwarded-For` is walked from
    /// the right, for as long as the hops are trusted; what stands further left anyone may have written.
    #[must_use]
    pub fn from_request(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Self {
        let agent = headers.get(header::USER_AGENT).and_then(|agent| agent.to_str().ok()).unwrap_or_default();
        let mut address = peer.to_canonical();
        for hop in forwarded_hops(headers) {
            if !is_trusted(address, trusted) {
                break;
            }
            // An unreadable hop ends the walk: the proxy that wrote it is the last one that is known.
            let Some(hop) = hop else { break };
            address = hop;
        }
        Self { address, agent: shortened(agent).to_owned() }
    }

    /// What attempts are counted under: an IPv4 address, or the /64 of an IPv6 address, because whoever has one of
    /// its addresses usually has them all.
    #[must_use]
    pub fn throttle_key(&self) -> String {
        match self.address {
            IpAddr::V4(address) => address.to_string(),
            IpAddr::V6(address) => {
                let network = address.to_bits() & !u128::from(u64::MAX);
                format!("{}/64", Ipv6Addr::from_bits(network))
            }
        }
    }
}

/// Whether the address belongs to one of the networks.
pub(super) fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|network| network.contains(&address))
}

/// The hops of every `X-Forwarded-For`, the nearest first; `None` for one that is no address.
fn forwarded_hops(headers: &HeaderMap) -> impl Iterator<Item = Option<IpAddr>> {
    let lines: Vec<&str> =
        headers.get_all("x-forwarded-for").iter().map(|line| line.to_str().unwrap_or("unreadable")).collect();
    lines.into_iter().rev().flat_map(|line| line.rsplit(',')).map(address)
}

/// Proxies write plain addresses; some add a port.
fn address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let bare = hop.trim_start_matches('[').trim_end_matches(']');
    let parsed = bare.parse().ok().or_else(|| hop.parse::<SocketAddr>().ok().map(|socket| socket.ip()));
    parsed.map(|address: IpAddr| address.to_canonical())
}

fn shortened(agent: &str) -> &str {
    &agent[..agent.floor_char_boundary(LONGEST_AGENT)]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(peer: &str, forwarded: &[&str], trusted: &[&str]) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        let trusted: Vec<IpNet> = trusted.iter().map(|network| network.parse().unwrap()).collect();
        Client::from_request(peer.parse().unwrap(), &headers, &trusted).address.to_string()
    }

    #[test]
    fn a_stranger_cannot_choose_an_address() {
        assert_eq!(behind("203.0.113.9", &["198.51.100.1"], &[]), "203.0.113.9");
        assert_eq!(behind("203.0.113.9", &["198.51.100.1"], &["10.0.0.0/8"]), "203.0.113.9");
    }

    #[test]
    fn the_walk_ends_at_the_first_hop_that_is_not_trusted() {
        let forwarded = ["6.6.6.6, 198.51.100.1", "10.0.0.7"];
        assert_eq!(behind("10.0.0.1", &forwarded, &["10.0.0.0/8"]), "198.51.100.1");
    }

    #[test]
    fn an_unreadable_hop_ends_the_walk() {
        assert_eq!(behind("10.0.0.1", &["198.51.100.1, unknown, 10.0.0.7"], &["10.0.0.0/8"]), "10.0.0.7");
    }

    #[test]
    fn ports_brackets_and_mapped_addresses_are_understood() {
        assert_eq!(behind("::ffff:10.0.0.1", &["198.51.100.1:4711"], &["10.0.0.0/8"]), "198.51.100.1");
        assert_eq!(behind("10.0.0.1", &["[2001:db8::1]:4711"], &["10.0.0.0/8"]), "2001:db8::1");
    }

    #[test]
    fn one_household_counts_once() {
        let key = |address: &str| Client { address: address.parse().unwrap(), agent: String::new() }.throttle_key();
        assert_eq!(key("2001:db8:1:2:aaaa::1"), "2001:db8:1:2::/64");
        assert_eq!(key("2001:db8:1:2:aaaa::1"), key("2001:db8:1:2:bbbb::2"));
        assert_ne!(key("2001:db8:1:2::1"), key("2001:db8:1:3::1"));
        assert_eq!(key("203.0.113.9"), "203.0.113.9");
    }
}
