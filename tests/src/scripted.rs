//! A server that plays a written conversation, for the odd answers that real servers give
//! once a year.
//!
//! It checks what the client says against the script; a word out of place ends the
//! conversation and is reported by [`Scripted::finish`].

pub mod playing;
pub mod transcript;

use std::io::{self, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::thread::JoinHandle;
use std::time::Duration;

use engine::account::{Security, Source};
use native_tls::{Identity, TlsAcceptor};
use tempfile::TempDir;

use crate::authority::{Authority, Fault};
use transcript::{Step, tagged};

/// The certificate that scripted servers show. Making one takes a while, so many may share it.
pub struct Badge {
    folder: TempDir,
    acceptor: TlsAcceptor,
}

/// A server that plays one conversation with one client.
pub struct Scripted {
    port: u16,
    badge: Arc<Badge>,
    playing: JoinHandle<Result<(), String>>,
}

trait Stream: Read + Write + Send {}
impl<T: Read + Write + Send> Stream for T {}

impl Badge {
    /// Makes an authority and a certificate of it.
    ///
    /// # Panics
    /// When `openssl` is missing or fails.
    pub fn make() -> Arc<Self> {
        let folder = tempfile::Builder::new().prefix("mekiki-scripted-").tempdir().expect("make a folder");
        let acceptor = acceptor(folder.path());
        Arc::new(Self { folder, acceptor })
    }
}

impl Scripted {
    /// Waits for a client and plays these steps. `security` says whether TLS comes first or
    /// with the step [`Step::Encrypt`].
    ///
    /// # Panics
    /// When no port can be had.
    pub fn play(badge: &Arc<Badge>, security: Security, steps: Vec<Step>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let port = listener.local_addr().expect("a port").port();
        let badge = Arc::clone(badge);
        let acceptor = badge.acceptor.clone();
        let playing = std::thread::spawn(move || {
            let (tcp, _) = listener.accept().map_err(|error| error.to_string())?;
            // A client that hangs must not make the test hang.
            tcp.set_read_timeout(Some(Duration::from_secs(30))).map_err(|error| error.to_string())?;
            let mut player = Player { tag: String::new(), acceptor };
            player.play(tcp, security, &steps).map_err(|error| error.to_string())
        });
        Self { port, badge, playing }
    }

    /// How to reach it by POP3, its authority trusted.
    pub fn pop3_source(&self, security: Security) -> Source {
        match self.source(security) {
            Source::Imap { host, port, security, user, ca_file } => {
                Source::Pop3 { host, port, security, user, ca_file }
            }
            other => other,
        }
    }

    /// How to reach it, its authority trusted.
    pub fn source(&self, security: Security) -> Source {
        let ca_file = Some(self.badge.folder.path().join("authority/ca.pem"));
        Source::Imap {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            security,
            user: "me".to_owned(),
            ca_file,
        }
    }

    /// Waits for the end of the conversation; says where the client left the script.
    ///
    /// # Panics
    /// When the server itself panicked.
    pub fn finish(self) -> Result<(), String> {
        self.playing.join().expect("the scripted server")
    }
}

fn acceptor(folder: &Path) -> TlsAcceptor {
    let issued = Authority::make(folder).issue(Fault::None);
    let read = |path| std::fs::read(path).expect("read a certificate");
    let identity = Identity::from_pkcs8(&read(issued.certificate), &read(issued.key))
        .expect("a certificate and its key");
    TlsAcceptor::new(identity).expect("a TLS acceptor")
}

struct Player {
    tag: String,
    acceptor: TlsAcceptor,
}

impl Player {
    fn play(&mut self, tcp: TcpStream, security: Security, steps: &[Step]) -> io::Result<()> {
        match security {
            Security::Tls => {
                let stream = self.encrypt(tcp)?;
                self.converse(stream, steps)
            }
            Security::StartTls => match steps.iter().position(|step| *step == Step::Encrypt) {
                Some(middle) => {
                    self.converse(tcp.try_clone()?, &steps[..middle])?;
                    let stream = self.encrypt(tcp)?;
                    self.converse(stream, &steps[middle + 1..])
                }
                None => self.converse(tcp, steps),
            },
        }
    }

    fn encrypt(&self, tcp: TcpStream) -> io::Result<impl Stream + use<>> {
        self.acceptor.accept(tcp).map_err(|error| io::Error::other(format!("no TLS: {error}")))
    }

    fn converse(&mut self, stream: impl Stream, steps: &[Step]) -> io::Result<()> {
        let mut stream = BufReader::new(stream);
        for step in steps {
            match step {
                Step::Client(expected) => self.expect(&mut stream, expected)?,
                Step::Bytes(count) => {
                    let mut bytes = vec![0; *count];
                    stream.read_exact(&mut bytes)?;
                }
                Step::Server(bytes) => {
                    // A client that has gone is noticed by what it does not say next.
                    let _ = stream.get_mut().write_all(&tagged(bytes, &self.tag));
                    let _ = stream.get_mut().flush();
                }
                Step::Again(bytes) => {
                    while stream.get_mut().write_all(bytes).and_then(|()| stream.get_mut().flush()).is_ok() {
                        std::thread::sleep(Duration::from_millis(1));
                    }
                    return Ok(());
                }
                Step::Close => return Ok(()),
                Step::Stall => {
                    let _ = io::copy(&mut stream, &mut io::sink());
                    return Ok(());
                }
                Step::Encrypt => return Err(io::Error::other("already encrypted")),
            }
        }
        Ok(())
    }

    fn expect(&mut self, stream: &mut impl io::BufRead, expected: &str) -> io::Result<()> {
        let mut line = Vec::new();
        stream.read_until(b'\n', &mut line)?;
        let line = String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned();
        let said = if expected.starts_with("%T ") {
            let (tag, rest) = line.split_once(' ').unwrap_or((line.as_str(), ""));
            tag.clone_into(&mut self.tag);
            format!("%T {rest}")
        } else {
            line
        };
        let fits = expected.strip_suffix('*').map_or(said == expected, |start| said.starts_with(start));
        if fits {
            Ok(())
        } else {
            Err(io::Error::other(format!("expected {expected:?}, the client said {said:?}")))
        }
    }
}
