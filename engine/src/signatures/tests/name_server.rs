//! A name server on loopback that knows one TXT record, or never answers.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use tokio::net::UdpSocket;

const TXT: [u8; 2] = [0, 16];

pub(super) struct NameServer {
    address: SocketAddr,
    asked: Arc<Mutex<Vec<String>>>,
}

impl NameServer {
    /// Answers for one name, and says of all others that there are none.
    pub(super) async fn with(name: &str, record: &str) -> Self {
        Self::open(Some((name.to_owned(), record.to_owned()))).await
    }

    /// Takes questions and says nothing.
    pub(super) async fn silent() -> Self {
        Self::open(None).await
    }

    async fn open(zone: Option<(String, String)>) -> Self {
        let socket = UdpSocket::bind("127.0.0.1:0").await.unwrap();
        let address = socket.local_addr().unwrap();
        let asked: Arc<Mutex<Vec<String>>> = Arc::default();
        let notes = Arc::clone(&asked);
        tokio::spawn(async move {
            let mut packet = [0; 4096];
            while let Ok((length, from)) = socket.recv_from(&mut packet).await {
                let (name, end) = question(&packet[..length]);
                notes.lock().unwrap().push(name.clone());
                if let Some((known, record)) = &zone {
                    let records = (name == *known).then_some(record.as_str());
                    let answer = answer(&packet[..length], end, records);
                    socket.send_to(&answer, from).await.unwrap();
                }
            }
        });
        Self { address, asked }
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The names that were asked for, in order.
    pub(super) fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }

    /// How many questions came, those included that still lie in the socket.
    pub(super) async fn questions(&self) -> usize {
        for _ in 0..100 {
            tokio::task::yield_now().await;
        }
        self.asked().len()
    }
}

/// The name in a query, and where its question ends.
fn question(query: &[u8]) -> (String, usize) {
    let (mut at, mut labels) = (12, Vec::new());
    while query[at] > 0 {
        let end = at + 1 + usize::from(query[at]);
        labels.push(String::from_utf8_lossy(&query[at + 1..end]).to_lowercase());
        at = end;
    }
    (labels.join("."), at + 5)
}

fn answer(query: &[u8], end: usize, record: Option<&str>) -> Vec<u8> {
    // An answer with authority, no such name where there is no record.
    let flags = if record.is_some() { [0x85, 0x80] } else { [0x85, 0x83] };
    let mut answer = [&query[..2], &flags, &[0, 1, 0, u8::from(record.is_some()), 0, 0, 0, 0]].concat();
    answer.extend(&query[12..end]);
    if let Some(record) = record {
        let mut texts: Vec<u8> = Vec::new();
        for piece in record.as_bytes().chunks(255) {
            texts.push(u8::try_from(piece.len()).unwrap());
            texts.extend(piece);
        }
        if texts.is_empty() {
            texts.push(0);
        }
        answer.extend([&[0xc0, 12], &TXT[..], &[0, 1], &[0, 0, 1, 44]].concat());
        answer.extend(u16::try_from(texts.len()).unwrap().to_be_bytes());
        answer.extend(texts);
    }
    answer
}
