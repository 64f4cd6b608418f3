//! Work done by many threads at once, taken in by one in the order of its numbers.
//!
//! Numbers are begun in order, each by whatever thread is free; what is done ahead of its turn
//! waits. A thread that has just finished takes in whatever is due, so that none is kept for
//! that alone, and nobody waits for the slowest of a group. A number is begun only if it lies
//! less than a few turns ahead of the oldest that is under way: this bounds what waits.

use std::collections::BTreeMap;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Turns that a thread may be ahead, for each thread: enough to smooth out slow and fast ones.
const AHEAD: usize = 4;

/// Does `work` for the numbers below `count` on all threads of the current pool, and passes what
/// was done to `take` in the order of the numbers. Once `stop` says so no number is begun; those
/// under way are taken in.
///
/// # Errors
/// The first error of `take`, by number; nothing is taken in after it.
///
/// # Panics
/// If `work` or `take` does.
pub(super) fn in_order<Done: Send, Fault: Send>(
    count: u32,
    stop: &(dyn Fn() -> bool + Sync),
    work: impl Fn(u32) -> Done + Sync,
    take: impl FnMut(u32, Done) -> Result<(), Fault> + Send,
) -> Result<(), Fault> {
    let line = Line {
        state: Mutex::new(State {
            begun: 0,
            taken: 0,
            waiting: BTreeMap::new(),
            take: Some(take),
            stopped: false,
            fault: None,
        }),
        moved: Condvar::new(),
        count,
        stop,
        ahead: u32::try_from(AHEAD * rayon::current_num_threads()).unwrap_or(u32::MAX),
    };
    rayon::broadcast(|_| line.serve(&work));
    let state = line.state.into_inner();
    let fault = state.unwrap_or_else(PoisonError::into_inner).fault;
    fault.map_or(Ok(()), Err)
}

struct Line<'a, Done, Take, Fault> {
    state: Mutex<State<Done, Take, Fault>>,
    /// A number was taken in, or all stopped.
    moved: Condvar,
    count: u32,
    stop: &'a (dyn Fn() -> bool + Sync),
    ahead: u32,
}

struct State<Done, Take, Fault> {
    /// Numbers begun.
    begun: u32,
    /// Numbers taken in.
    taken: u32,
    /// Done ahead of their turn.
    waiting: BTreeMap<u32, Done>,
    /// With whoever takes in at the moment.
    take: Option<Take>,
    stopped: bool,
    fault: Option<Fault>,
}

impl<Done, Take, Fault> Line<'_, Done, Take, Fault>
where
    Take: FnMut(u32, Done) -> Result<(), Fault>,
{
    /// One thread's part, until nothing is left to begin.
    fn serve(&self, work: &impl Fn(u32) -> Done) {
        let _stop = StopOnPanic(self);
        while let Some(number) = self.begin() {
            self.deliver(number, work(number));
        }
    }

    /// The next number, once it is not too far ahead.
    fn begin(&self) -> Option<u32> {
        let too_far =
            |state: &mut State<_, _, _>| !state.stopped && state.begun - state.taken >= self.ahead;
        let mut state = self
            .moved
            .wait_while(self.lock(), too_far)
            .unwrap_or_else(PoisonError::into_inner);
        if state.stopped || state.begun == self.count || (self.stop)() {
            return None;
        }
        state.begun += 1;
        Some(state.begun - 1)
    }

    /// Puts what was done in its place, and takes in what is due unless somebody is about it.
    fn deliver(&self, number: u32, done: Done) {
        let mut state = self.lock();
        state.waiting.insert(number, done);
        let Some(mut take) = state.take.take() else {
            return;
        };
        let mut turn = state.taken;
        while let Some(done) = state.waiting.remove(&turn) {
            drop(state);
            let taken = take(turn, done);
            state = self.lock();
            if let Err(fault) = taken {
                state.fault = Some(fault);
                state.stopped = true;
                state.waiting.clear();
            }
            turn += 1;
            state.taken = turn;
            self.moved.notify_all();
            if state.stopped {
                return;
            }
        }
        state.take = Some(take);
    }

    fn lock(&self) -> MutexGuard<'_, State<Done, Take, Fault>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Lets the others go when a thread panics: what they wait for will not come.
struct StopOnPanic<'a, Done, Take, Fault>(&'a Line<'a, Done, Take, Fault>);

impl<Done, Take, Fault> Drop for StopOnPanic<'_, Done, Take, Fault> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let line = self.0;
            let mut state = line.state.lock().unwrap_or_else(PoisonError::into_inner);
            state.stopped = true;
            line.moved.notify_all();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::thread;

    use super::*;

    fn on_threads<Found: Send>(threads: usize, run: impl FnOnce() -> Found + Send) -> Found {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
        pool.unwrap().install(run)
    }

    fn wait_until(enough: impl Fn() -> bool) {
        while !enough() {
            thread::yield_now();
        }
    }

    #[test]
    fn numbers_are_taken_in_order_whatever_the_order_in_which_they_end() {
        for threads in [2, 3] {
            let ahead = u32::try_from(AHEAD * threads).unwrap();
            let (ended, alive, most) = (AtomicU32::new(0), AtomicU32::new(0), AtomicU32::new(0));
            // The first of every group of as many as may be alive ends last.
            let work = |number: u32| {
                let now = alive.fetch_add(1, Ordering::SeqCst) + 1;
                most.fetch_max(now, Ordering::SeqCst);
                if number.is_multiple_of(ahead) {
                    wait_until(|| ended.load(Ordering::SeqCst) >= number + ahead - 1);
                }
                ended.fetch_add(1, Ordering::SeqCst);
                number * number
            };
            let mut taken = Vec::new();
            let take = |number: u32, square: u32| {
                alive.fetch_sub(1, Ordering::SeqCst);
                assert_eq!(square, number * number);
                taken.push(number);
                Ok::<(), ()>(())
            };
            let count = 10 * ahead;
            assert_eq!(
                on_threads(threads, || in_order(count, &|| false, work, take)),
                Ok(())
            );
            assert_eq!(taken, (0..count).collect::<Vec<_>>());
            assert_eq!(most.load(Ordering::SeqCst), ahead, "{threads} threads");
        }
    }

    #[test]
    fn of_several_faults_the_lowest_number_is_told_and_nothing_is_taken_after_it() {
        let ended = AtomicU32::new(0);
        let work = |number: u32| {
            // 3 ends after 4 to 7 have ended.
            if number == 3 {
                wait_until(|| ended.load(Ordering::SeqCst) >= 7);
            }
            ended.fetch_add(1, Ordering::SeqCst);
            number
        };
        let mut taken = 0;
        let take = |number: u32, _| {
            taken += 1;
            if number >= 3 { Err(number) } else { Ok(()) }
        };
        assert_eq!(
            on_threads(2, || in_order(100, &|| false, work, take)),
            Err(3)
        );
        assert_eq!(taken, 4);
        assert!(ended.into_inner() < 30, "the rest is not begun");
    }

    #[test]
    fn one_thread_is_enough_and_no_number_is_none() {
        let mut sum = 0;
        let take = |_, number: u32| {
            sum += number;
            Ok::<(), ()>(())
        };
        on_threads(1, || in_order(1_000, &|| false, |number| number, take)).unwrap();
        assert_eq!(sum, 999 * 1_000 / 2);
        let nothing = |_, ()| Err("nothing is taken in");
        assert_eq!(
            on_threads(2, || in_order(0, &|| false, |_| (), nothing)),
            Ok(())
        );
    }

    #[test]
    #[should_panic(expected = "number 7 is cursed")]
    fn a_panic_ends_all_threads() {
        let work = |number| assert!(number != 7, "number {number} is cursed");
        let _ = on_threads(3, || {
            in_order(1_000, &|| false, work, |_, ()| Ok::<(), ()>(()))
        });
    }
}
