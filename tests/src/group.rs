//! A program of a test with everything that it spawns: ended as one, and gone when it is ended.
//!
//! A signal to a group says nothing about when its processes have ended: a child that is still
//! on its way out keeps a port open and answers the next connection. So this process adopts
//! what the program leaves behind (it is made a *subreaper*), and waits for each of them; the
//! system closes a process's files before it lets anyone learn of its end.

use std::os::unix::process::CommandExt as _;
use std::process::{Child, Command};

use rustix::io::Errno;
use rustix::process::{Pid, Signal, WaitOptions, getpid, kill_process_group, set_child_subreaper, waitpgid};

/// A program and what it spawned, as far as it stays in the program's process group.
#[derive(Debug)]
pub struct Group {
    leader: Child,
    /// A number that was waited for may be given to a stranger: it is not signalled twice.
    ended: bool,
}

impl Group {
    /// Starts a program in a group of its own.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start(command: &mut Command) -> Self {
        set_child_subreaper(Some(getpid())).expect("adopt what programs leave behind");
        let leader = command.process_group(0).spawn().unwrap_or_else(|error| panic!("{command:?}: {error}"));
        Self { leader, ended: false }
    }

    /// The program itself.
    pub fn leader(&mut self) -> &mut Child {
        &mut self.leader
    }

    /// Whether the program itself has ended.
    pub fn has_ended(&mut self) -> bool {
        self.leader.try_wait().is_ok_and(|ended| ended.is_some())
    }

    /// Ends all of them at once, without a last word, and returns when none is left and
    /// everything that they had open is closed.
    ///
    /// # Panics
    /// When the system does not say how they ended.
    pub fn kill(&mut self) {
        if std::mem::replace(&mut self.ended, true) {
            return;
        }
        let number = i32::try_from(self.leader.id()).ok().and_then(Pid::from_raw).expect("a process number");
        // Fails where all have ended already.
        let _ = kill_process_group(number, Signal::KILL);
        self.leader.wait().expect("wait for a program");
        loop {
            match waitpgid(number, WaitOptions::empty()) {
                Ok(_) | Err(Errno::INTR) => {}
                Err(Errno::CHILD) => return,
                Err(error) => panic!("wait for what a program spawned: {error}"),
            }
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        self.kill();
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufRead as _, BufReader};
    use std::process::Stdio;

    use rustix::process::test_kill_process;

    use super::*;

    #[test]
    fn a_killed_group_is_gone_with_the_grandchildren() {
        for _ in 0..20 {
            let mut shell = Command::new("sh");
            let mut group = Group::start(
                shell.args(["-c", "sh -c 'sleep 600 & echo $!; wait' & wait"]).stdout(Stdio::piped()),
            );
            let mut line = String::new();
            let output = group.leader().stdout.take().unwrap();
            BufReader::new(output).read_line(&mut line).unwrap();
            let grandchild = Pid::from_raw(line.trim().parse().unwrap()).unwrap();
            test_kill_process(grandchild).unwrap();
            group.kill();
            assert_eq!(test_kill_process(grandchild), Err(Errno::SRCH));
        }
    }
}
