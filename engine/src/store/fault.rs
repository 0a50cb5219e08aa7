//! What can go wrong in a query, and what it means to a person.

use std::path::Path;

use rusqlite::ffi::SQLITE_IOERR_SHORT_READ;
use rusqlite::{Error, ErrorCode};

use crate::disk;
use crate::problem::{Problem, ProblemKind};

/// A query's error, or a problem found in the middle of one.
#[derive(Debug)]
pub(crate) enum Fault {
    /// From `SQLite`.
    Sql(Error),
    /// Found by the caller; the transaction is rolled back.
    Problem(Problem),
}

/// The outcome of a step inside a transaction.
pub(crate) type Step<T> = Result<T, Fault>;

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        Self::Sql(error)
    }
}

impl From<Problem> for Fault {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

impl Fault {
    /// What it means for the store at `path`.
    pub(crate) fn at(self, path: &Path) -> Problem {
        let error = match self {
            Self::Problem(problem) => return problem,
            Self::Sql(error) => error,
        };
        let kind = match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => ProblemKind::StoreCorrupt,
            Some(ErrorCode::DiskFull) => ProblemKind::DiskFull,
            Some(ErrorCode::ReadOnly) => ProblemKind::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => ProblemKind::StoreBusy,
            Some(ErrorCode::SystemIoFailure | ErrorCode::CannotOpen) if disk::is_full_at(path) => {
                ProblemKind::DiskFull
            }
            Some(ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => ProblemKind::PermissionDenied,
            Some(_) if ends_too_early(&error) => ProblemKind::StoreCorrupt,
            Some(_) => ProblemKind::InputOutput,
            // A value that is not what was written there: text that is none, a number out of range.
            None if is_of_a_value(&error) => ProblemKind::StoreCorrupt,
            None => ProblemKind::Internal,
        };
        Problem::new(kind).with("path", path.display()).with("detail", error)
    }
}

/// Whether less could be read than must be there: somebody cut a file off that is open.
fn ends_too_early(error: &Error) -> bool {
    error.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_IOERR_SHORT_READ)
}

fn is_of_a_value(error: &Error) -> bool {
    matches!(
        error,
        Error::FromSqlConversionFailure(..)
            | Error::IntegralValueOutOfRange(..)
            | Error::Utf8Error(..)
            | Error::InvalidColumnType(..)
    )
}
