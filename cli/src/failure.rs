//! Why a command ended early.

use std::io;
use std::path::Path;

use engine::{Problem, ProblemKind};

/// What a command gives back.
pub(crate) type Done<T = ()> = Result<T, Failure>;

/// Why a command ended early.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Something that a sentence of the catalogue tells.
    Problem(Problem),
    /// The command line cannot be understood; the sentence says why.
    Usage(String),
    /// Whoever read our output has gone (`mekiki … | head`); nobody is there to be told.
    OutputClosed,
}

impl Failure {
    /// The problem, where something can go on in spite of it.
    pub(crate) fn into_problem(self) -> Done<Problem> {
        match self {
            Self::Problem(problem) => Ok(problem),
            other => Err(other),
        }
    }
}

impl From<Problem> for Failure {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// A problem with a file of the person's.
pub(crate) fn of_file(path: &Path, error: &io::Error) -> Failure {
    Problem::from_io(error, path).into()
}

/// A problem with what our output is written to.
pub(crate) fn of_output(error: &io::Error) -> Failure {
    if error.kind() == io::ErrorKind::BrokenPipe {
        return Failure::OutputClosed;
    }
    let problem = Problem::from_io(error, Path::new("/dev/stdout"));
    let full = problem.kind == ProblemKind::DiskFull;
    (if full { problem.with("detail", "output") } else { problem }).into()
}

/// Something typed that cannot be used. The words are in the person's language.
pub(crate) fn bad_input(what: &str, value: &str, detail: &str) -> Failure {
    Problem::new(ProblemKind::BadInput).with("what", what).with("value", value).with("detail", detail).into()
}
