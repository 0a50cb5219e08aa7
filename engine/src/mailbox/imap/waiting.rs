//! Waiting for a folder to change: IDLE where the server has it, else asking now and then.

use std::time::Duration;

use async_imap::imap_proto::Response;
use tokio::sync::watch;
use tokio::time::{Instant, sleep};

use super::Imap;
use super::layer::IdleEnd;
use super::opening::Access;
use crate::mailbox::{Woken, stopped};
use crate::problem::Problem;

/// An IDLE that the server ends sooner than this is no waiting.
const SHORTEST_IDLE: Duration = Duration::from_secs(5);

impl Imap {
    /// Waits until the folder changes, the time is over, or the stop signal is given.
    pub(super) async fn wait_for_change(
        &mut self,
        folder: &str,
        longest: Duration,
        mut stop: watch::Receiver<bool>,
    ) -> Result<Woken, Problem> {
        let deadline = Instant::now() + longest;
        self.open(folder, Access::Read).await?;
        if self.came_since_the_last_look(folder) {
            return Ok(Woken::Changed);
        }
        loop {
            if *stop.borrow() {
                return Ok(Woken::Stopped);
            }
            let left = deadline.saturating_duration_since(Instant::now());
            let end = if self.can_idle {
                self.idle(left, &mut stop).await?
            } else {
                self.poll(left, &mut stop).await?
            };
            match end {
                IdleEnd::Changed => return Ok(Woken::Changed),
                IdleEnd::Stopped => return Ok(Woken::Stopped),
                IdleEnd::TimedOut | IdleEnd::Ended if Instant::now() >= deadline => {
                    return Ok(Woken::TimedOut);
                }
                IdleEnd::TimedOut | IdleEnd::Ended => {}
            }
        }
    }

    /// Whether anything happened between the last look and now, while another folder was
    /// open or this one was opened again.
    fn came_since_the_last_look(&self, folder: &str) -> bool {
        let now = (self.layer.exists, self.opened.as_ref().and_then(|opened| opened.next));
        self.layer.changed || self.looked.get(folder).is_some_and(|then| *then != now)
    }

    async fn idle(&mut self, left: Duration, stop: &mut watch::Receiver<bool>) -> Result<IdleEnd, Problem> {
        let begun = Instant::now();
        match self.layer.idle(left.min(self.patience.idle), stopped(stop)).await {
            Ok(IdleEnd::Ended) => {
                self.can_idle = begun.elapsed() >= SHORTEST_IDLE;
                Ok(IdleEnd::Ended)
            }
            Ok(end) => Ok(end),
            // Offered and then refused: this connection asks by itself from now on.
            Err(failure) if failure.is_answer() => {
                self.can_idle = false;
                Ok(IdleEnd::Ended)
            }
            Err(failure) => Err(self.problem(&failure)),
        }
    }

    async fn poll(&mut self, left: Duration, stop: &mut watch::Receiver<bool>) -> Result<IdleEnd, Problem> {
        tokio::select! {
            () = stopped(stop) => return Ok(IdleEnd::Stopped),
            () = sleep(left.min(self.patience.poll)) => {}
        }
        let mut flags = false;
        let asked = self.layer.run("NOOP", |response| flags |= matches!(response, Response::Fetch(..))).await;
        asked.map_err(|failure| self.problem(&failure))?;
        Ok(if self.layer.changed || flags { IdleEnd::Changed } else { IdleEnd::TimedOut })
    }
}
