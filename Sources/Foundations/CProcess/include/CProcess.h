#pragma once

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

// Every function here returns 0 (or a descriptor, or a count) when it worked and a negative errno when it did not, unless its
// comment says otherwise: Swift cannot read errno reliably after it has done work of its own.

// --- Starting a process ---------------------------------------------------------------------------------------------------------

/// The step of a spawn that failed, in the order in which the child goes through them.
typedef enum {
    EXPRESSWAY_SPAWN_FORK = 0,
    EXPRESSWAY_SPAWN_PROCESS_GROUP = 1,
    EXPRESSWAY_SPAWN_PARENT_DEATH_SIGNAL = 2,
    EXPRESSWAY_SPAWN_DESCRIPTORS = 3,
    EXPRESSWAY_SPAWN_WORKING_DIRECTORY = 4,
    EXPRESSWAY_SPAWN_EXECUTE = 5,
} expressway_spawn_step;

typedef struct {
    const char *executable;
    /// argv and envp, both ended by a null pointer.
    const char *const *arguments;
    const char *const *environment;
    /// Null: the parent's.
    const char *working_directory;
    /// -1: /dev/null.
    int standard_input;
    int standard_output;
    int standard_error;
    /// 1: a process group of its own; 0: the parent's.
    int own_process_group;
    /// The signal that the child gets when the *thread* that called this ends; 0: none.
    int parent_death_signal;
} expressway_spawn_request;

/// Starts a process: default dispositions, an empty signal mask but for SIGWINCH (Apache's graceful stop, and what a terminal sends when it is
/// resized), no other descriptors. Returns after exec succeeded or failed; on failure the child is reaped and `step` says where.
int expressway_spawn(const expressway_spawn_request *request, pid_t *process, int *step);

/// Makes orphaned descendants the children of this process, so that they can be reaped and none stays as a zombie.
int expressway_adopt_orphans(int adopt);

/// Forks a guard, in a process group of its own and without any of our descriptors, that ends a process group when this process ends without
/// having dismissed it (kill -9): SIGTERM, SIGKILL after the grace. `life` takes the descriptor by which the guard sees us live.
int expressway_guard_start(pid_t group, int grace_milliseconds, pid_t *guard, int *life);
/// Tells the guard to go and reaps it.
void expressway_guard_dismiss(pid_t guard, int life);

// --- Watching and ending processes ----------------------------------------------------------------------------------------------

int expressway_process_descriptor(pid_t process);
int expressway_process_signal(int process_descriptor, int signal);

typedef struct {
    pid_t process;
    /// 1: it exited with `value`; 2: the signal `value` ended it.
    int kind;
    int value;
} expressway_ending;

/// Reaps one child if it has ended. 1: `ending` is filled in; 0: it still runs; -ECHILD: no such child.
int expressway_reap_process(pid_t process, expressway_ending *ending);
/// The same for any child of a process group. 0: members of the group that are our children still run.
int expressway_reap_group(pid_t group, expressway_ending *ending);

// --- Signals as events ----------------------------------------------------------------------------------------------------------

/// Blocks the signals in this thread and returns a descriptor from which they are read; `previous` (of `expressway_signal_mask_size` bytes)
/// takes the mask to be restored.
int expressway_signals_open(const int *signals, int count, void *previous);
size_t expressway_signal_mask_size(void);
int expressway_signals_restore(const void *previous);
/// The next signal; 0: none waits.
int expressway_signals_read(int descriptor);

// --- Pipes ----------------------------------------------------------------------------------------------------------------------

/// Both ends close on exec; the reading end does not block. descriptors[0] reads.
int expressway_pipe(int descriptors[2], int size);
/// Opens a FIFO for reading without ever seeing its end; makes it if there is none. Refuses links and anything that is no FIFO.
/// `owner` and `group` are given to it unless they are (uid_t)-1.
int expressway_fifo_open(const char *path, uid_t owner, gid_t group);
/// Whether `descriptor` can be written to without a long wait: 1: it can, or it has failed; 0: it cannot. With `patient`, waits until it can or one
/// of the signals, which are blocked, waits to be read.
int expressway_writable(int descriptor, const int *signals, int count, int patient);
/// Bytes read; 0: the end; -EAGAIN: nothing waits.
ssize_t expressway_read(int descriptor, void *buffer, size_t size);

// --- Changes of files -----------------------------------------------------------------------------------------------------------

int expressway_watch_open(void);
/// Watches one directory for changes of what it holds. Returns the watch. `follow`: the path itself may be a link.
int expressway_watch_add(int descriptor, const char *path, int follow);
int expressway_watch_remove(int descriptor, int watch);
/// The magic number of the file system that the path is on, as statfs(2) has it; 0 where it cannot be told.
unsigned int expressway_file_system(const char *path);

// --- What another user can reach ------------------------------------------------------------------------------------------------

/// In a mode of `expressway_probe_access`, beside R_OK, W_OK and X_OK: the directory is opened for listing.
#define EXPRESSWAY_PROBE_LIST 0x100

/// Forks a child that takes on an identity (groups, group, user) and tries the paths in turn.
/// 0: all can be reached; 1: `failed_index` and `failed_error` tell of the first that cannot; negative errno: the probe itself failed.
/// `user_name` may be null (then the user has no groups but `group`). A process that is not root can only probe as itself.
int expressway_probe_access(
    uid_t user, gid_t group, const char *user_name, const char *const *paths, const int *modes, int count, int *failed_index,
    int *failed_error);
