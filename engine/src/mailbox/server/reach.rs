//! From a host name to a connection.

use std::time::{Duration, Instant};

use tokio::net::TcpStream;
use tokio::time::timeout;

use super::{Patience, Server, tls};
use crate::problem::{Problem, ProblemKind};

/// A port that says nothing may be one that waits for TLS from the first byte. `begun`: since when it
/// is waited for, with all that was tried to make it speak.
pub(in crate::mailbox) async fn silence(server: &Server, patience: &Patience, begun: Instant) -> Problem {
    let speaks_tls = match reach(server, patience.greeting).await {
        Ok(tcp) => tls::answers(server, tcp, patience.greeting).await,
        Err(_) => false,
    };
    if speaks_tls { server.wrong_port().with("detail", "encrypted") } else { server.stalled(begun.elapsed()) }
}

/// Opens a TCP connection to the first address that answers.
pub(in crate::mailbox) async fn reach(server: &Server, patience: Duration) -> Result<TcpStream, Problem> {
    let looked_up = timeout(patience, tokio::net::lookup_host((server.host.as_str(), server.port))).await;
    let Ok(Ok(addresses)) = looked_up else { return Err(server.about(ProblemKind::UnknownHost)) };
    let mut problem = server.about(ProblemKind::UnknownHost);
    for address in addresses {
        match timeout(patience, TcpStream::connect(address)).await {
            Ok(Ok(tcp)) => {
                // Commands are small and each waits for its answer.
                let _ = tcp.set_nodelay(true);
                return Ok(tcp);
            }
            Ok(Err(_)) => problem = server.about(ProblemKind::ConnectionRefused).with("port", server.port),
            Err(_) => problem = server.stalled(patience),
        }
    }
    Err(problem)
}
