//! A bad line: a proxy on the loopback that hands bytes on until it is told to make trouble.
//!
//! What it carries is encrypted, so that it cuts and stalls where a network does: anywhere,
//! in the middle of a record too. It never changes a byte.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::{JoinHandle, JoinSet};

/// In which direction bytes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// What the client says.
    ToServer,
    /// What the server says.
    FromServer,
}

/// What is wrong with the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// Nothing.
    None,
    /// All connections are closed when so many bytes have gone this way; new ones are, too.
    Cut(Way, u64),
    /// When so many bytes have gone this way no other follows, and nobody hangs up.
    Stall(Way, u64),
    /// Each byte travels alone.
    SingleBytes,
    /// All connections are closed when the client has said so many things: TLS records with
    /// something in them, of which it sends one a command. The last of them is cut off with the
    /// line, or arrives, and its answer is lost.
    CutSaying(u64, Last),
}

/// What becomes of the last thing that is said before a cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Last {
    /// It never arrives.
    Lost,
    /// It arrives; its answer does not.
    Unanswered,
}

/// A running proxy; everything it carries ends with it.
#[derive(Debug)]
pub struct Proxy {
    port: u16,
    line: Arc<Line>,
    accepting: JoinHandle<()>,
}

/// The kind of TLS record that carries what is said (RFC 8446, 5.1).
const APPLICATION_DATA: u8 = 23;

#[derive(Debug)]
struct Line {
    server: u16,
    trouble: Trouble,
    to_server: AtomicU64,
    from_server: AtomicU64,
    said: AtomicU64,
    /// What the server says is not handed on any more.
    deaf: AtomicBool,
    cut: watch::Sender<bool>,
}

impl Proxy {
    /// Starts one in front of a server's port.
    ///
    /// # Panics
    /// When there is no free port.
    pub async fn start(server: u16, trouble: Trouble) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.expect("a free port");
        let port = listener.local_addr().expect("a port").port();
        let line = Arc::new(Line {
            server,
            trouble,
            to_server: AtomicU64::new(0),
            from_server: AtomicU64::new(0),
            said: AtomicU64::new(0),
            deaf: AtomicBool::new(false),
            cut: watch::Sender::new(false),
        });
        let accepting = tokio::spawn(accept(listener, Arc::clone(&line)));
        Self { port, line, accepting }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// How many things the client has said.
    pub fn said(&self) -> u64 {
        self.line.said.load(Ordering::SeqCst)
    }

    /// How many bytes have gone this way.
    pub fn passed(&self, way: Way) -> u64 {
        self.line.counter(way).load(Ordering::SeqCst)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.accepting.abort();
    }
}

async fn accept(listener: TcpListener, line: Arc<Line>) {
    // Dropped with this task, and the connections with it.
    let mut connections = JoinSet::new();
    while let Ok((client, _)) = listener.accept().await {
        connections.spawn(carry(client, Arc::clone(&line)));
    }
}

async fn carry(client: TcpStream, line: Arc<Line>) -> io::Result<()> {
    let mut cut = line.cut.subscribe();
    let server = TcpStream::connect(("127.0.0.1", line.server)).await?;
    client.set_nodelay(true)?;
    server.set_nodelay(true)?;
    let (from_client, to_client) = client.into_split();
    let (from_server, to_server) = server.into_split();
    tokio::select! {
        // What was cut stays cut, whatever else is ready.
        biased;
        _ = cut.wait_for(|cut| *cut) => Ok(()),
        ended = async {
            tokio::try_join!(
                line.hand_on(Way::ToServer, from_client, to_server),
                line.hand_on(Way::FromServer, from_server, to_client),
            )
        } => ended.map(drop),
    }
}

impl Line {
    fn counter(&self, way: Way) -> &AtomicU64 {
        match way {
            Way::ToServer => &self.to_server,
            Way::FromServer => &self.from_server,
        }
    }

    /// Hands on what is said in one direction, until its end or the trouble.
    async fn hand_on(
        &self,
        way: Way,
        mut from: impl AsyncRead + Unpin,
        mut to: impl AsyncWrite + Unpin,
    ) -> io::Result<()> {
        if way == Way::ToServer {
            return self.hand_on_records(from, to).await;
        }
        let mut buffer = [0; 16 * 1024];
        let step = if self.trouble == Trouble::SingleBytes { 1 } else { buffer.len() };
        loop {
            let count = from.read(&mut buffer).await?;
            if count == 0 {
                return to.shutdown().await;
            }
            for part in buffer[..count].chunks(step) {
                self.pass(way, part, &mut to).await?;
            }
        }
    }

    /// The same for what the client says, record by record.
    async fn hand_on_records(
        &self,
        mut from: impl AsyncRead + Unpin,
        mut to: impl AsyncWrite + Unpin,
    ) -> io::Result<()> {
        let mut header = [0; 5];
        loop {
            match from.read_exact(&mut header).await {
                Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return to.shutdown().await,
                other => other?,
            };
            let mut record = header.to_vec();
            record.resize(5 + usize::from(u16::from_be_bytes([header[3], header[4]])), 0);
            from.read_exact(&mut record[5..]).await?;
            let number = self.said.fetch_add(u64::from(header[0] == APPLICATION_DATA), Ordering::SeqCst) + 1;
            let step = if self.trouble == Trouble::SingleBytes { 1 } else { record.len() };
            match self.trouble {
                Trouble::CutSaying(last, what) if header[0] == APPLICATION_DATA && number >= last => {
                    if what == Last::Lost || number > last {
                        self.cut.send_replace(true);
                        return Ok(());
                    }
                    // The line is cut when the answer comes: only then was the record taken in.
                    self.deaf.store(true, Ordering::SeqCst);
                }
                _ => {}
            }
            for part in record.chunks(step) {
                self.pass(Way::ToServer, part, &mut to).await?;
            }
        }
    }

    async fn pass(&self, way: Way, bytes: &[u8], to: &mut (impl AsyncWrite + Unpin)) -> io::Result<()> {
        if way == Way::FromServer && self.deaf.load(Ordering::SeqCst) {
            self.cut.send_replace(true);
            return Ok(());
        }
        let passed = self.counter(way).load(Ordering::SeqCst);
        let limit = match self.trouble {
            Trouble::Cut(this, limit) | Trouble::Stall(this, limit) if this == way => limit,
            _ => u64::MAX,
        };
        let left = usize::try_from(limit.saturating_sub(passed)).unwrap_or(usize::MAX);
        let allowed = &bytes[..bytes.len().min(left)];
        to.write_all(allowed).await?;
        self.counter(way).fetch_add(allowed.len() as u64, Ordering::SeqCst);
        match self.trouble {
            Trouble::Cut(..) if allowed.len() == left => {
                self.cut.send_replace(true);
            }
            Trouble::Stall(..) if allowed.len() < bytes.len() => std::future::pending().await,
            _ => {}
        }
        Ok(())
    }
}
