//! A port where nobody listens, for as long as the value lives.

use tokio::net::TcpSocket;

/// A port of this machine that refuses every connection.
#[derive(Debug)]
pub struct ClosedPort {
    // Bound and never listened at: meanwhile the system gives the port to nobody else.
    socket: TcpSocket,
}

impl Default for ClosedPort {
    fn default() -> Self {
        Self::new()
    }
}

impl ClosedPort {
    /// Takes a free port.
    ///
    /// # Panics
    /// When there is none.
    pub fn new() -> Self {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(([127, 0, 0, 1], 0).into()).expect("a free port");
        Self { socket }
    }

    /// Its number.
    ///
    /// # Panics
    /// When the system does not tell.
    pub fn number(&self) -> u16 {
        self.socket.local_addr().expect("a port").port()
    }
}
