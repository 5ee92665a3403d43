#define _GNU_SOURCE
#include "CProcess.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#ifndef SYS_close_range
#define SYS_close_range 436
#endif
#ifndef SYS_pidfd_open
#define SYS_pidfd_open 434
#endif
#ifndef SYS_pidfd_send_signal
#define SYS_pidfd_send_signal 424
#endif

// --- Starting a process ---------------------------------------------------------------------------------------------------------

typedef struct {
    int step;
    int error;
} spawn_failure;

/// From here on only async-signal-safe calls: the parent may have other threads.
static _Noreturn void spawn_fail(int report, int step, int error) {
    spawn_failure failure = {step, error};
    ssize_t ignored = write(report, &failure, sizeof failure);
    (void)ignored;
    _exit(127);
}

/// A copy of the descriptor at 10 or above, out of the way of 0, 1 and 2.
static int lifted(int descriptor, int report) {
    int copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 10);
    if (copy < 0) spawn_fail(report, EXPRESSWAY_SPAWN_DESCRIPTORS, errno);
    return copy;
}

/// Close on exec for everything above the standard descriptors: `report` has to live until then.
static void close_others_on_exec(void) {
#ifndef CLOSE_RANGE_CLOEXEC
#define CLOSE_RANGE_CLOEXEC 4
#endif
    if (syscall(SYS_close_range, 3U, ~0U, CLOSE_RANGE_CLOEXEC) == 0) return;
    // Older kernels (before 5.11), and sandboxes that refuse the call.
    long limit = sysconf(_SC_OPEN_MAX);
    if (limit < 0 || limit > 65536) limit = 65536;
    for (int descriptor = 3; descriptor < limit; descriptor++) {
        int flags = fcntl(descriptor, F_GETFD);
        if (flags >= 0) fcntl(descriptor, F_SETFD, flags | FD_CLOEXEC);
    }
}

static _Noreturn void spawn_child(const expressway_spawn_request *request, int report, pid_t parent) {
    // Dispositions first, while every signal is still blocked: no handler of the parent may run here.
    for (int signal_number = 1; signal_number < NSIG; signal_number++) {
        if (signal_number == SIGKILL || signal_number == SIGSTOP) continue;
        signal(signal_number, SIG_DFL);
    }

    report = lifted(report, report);
    int input = request->standard_input >= 0 ? request->standard_input : open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (input < 0) spawn_fail(report, EXPRESSWAY_SPAWN_DESCRIPTORS, errno);
    input = lifted(input, report);
    int output = lifted(request->standard_output, report);
    int error = lifted(request->standard_error, report);
    if (dup2(input, 0) < 0 || dup2(output, 1) < 0 || dup2(error, 2) < 0) {
        spawn_fail(report, EXPRESSWAY_SPAWN_DESCRIPTORS, errno);
    }
    close_others_on_exec();

    if (request->own_process_group && setpgid(0, 0) != 0) spawn_fail(report, EXPRESSWAY_SPAWN_PROCESS_GROUP, errno);

    if (request->parent_death_signal) {
        if (prctl(PR_SET_PDEATHSIG, request->parent_death_signal) != 0) {
            spawn_fail(report, EXPRESSWAY_SPAWN_PARENT_DEATH_SIGNAL, errno);
        }
        // The parent may have died before the line above.
        if (getppid() != parent) _exit(127);
    }

    if (request->working_directory && chdir(request->working_directory) != 0) {
        spawn_fail(report, EXPRESSWAY_SPAWN_WORKING_DIRECTORY, errno);
    }

    sigset_t mask;
    sigemptyset(&mask);
    sigaddset(&mask, SIGWINCH);
    sigprocmask(SIG_SETMASK, &mask, NULL);

    execve(request->executable, (char *const *)request->arguments, (char *const *)request->environment);
    spawn_fail(report, EXPRESSWAY_SPAWN_EXECUTE, errno);
}

int expressway_spawn(const expressway_spawn_request *request, pid_t *process, int *step) {
    *step = EXPRESSWAY_SPAWN_FORK;
    int report[2];
    if (pipe2(report, O_CLOEXEC) != 0) return -errno;

    // Nothing may be delivered to the child before its dispositions are its own.
    sigset_t all, previous;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    pid_t parent = getpid();
    pid_t child = fork();
    int fork_error = errno;
    if (child == 0) {
        close(report[0]);
        spawn_child(request, report[1], parent);
    }
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    close(report[1]);
    if (child < 0) {
        close(report[0]);
        return -fork_error;
    }
    // Also here, so that the group exists whichever of the two runs first.
    if (request->own_process_group) setpgid(child, child);

    spawn_failure failure;
    ssize_t count;
    do {
        count = read(report[0], &failure, sizeof failure);
    } while (count < 0 && errno == EINTR);
    close(report[0]);
    if (count == (ssize_t)sizeof failure) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
        }
        *step = failure.step;
        return -failure.error;
    }
    *process = child;
    return 0;
}

int expressway_adopt_orphans(int adopt) { return prctl(PR_SET_CHILD_SUBREAPER, adopt, 0, 0, 0) == 0 ? 0 : -errno; }

static int group_lives(pid_t group) { return kill(-group, 0) == 0 || errno != ESRCH; }

static _Noreturn void guard(pid_t group, int grace_milliseconds, int life) {
    setpgid(0, 0);
    prctl(PR_SET_NAME, "expressway-guard");
    sigset_t none;
    sigemptyset(&none);
    for (int signal_number = 1; signal_number < NSIG; signal_number++) signal(signal_number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &none, NULL);
    // Whoever waits for the end of our output must not wait for the guard.
    if (dup2(life, 0) < 0) _exit(1);
    if (syscall(SYS_close_range, 1U, ~0U, 0) != 0) {
        for (int descriptor = 1; descriptor < 65536; descriptor++) close(descriptor);
    }
    if (chdir("/") != 0) _exit(1);

    char dismissal;
    if (expressway_read(0, &dismissal, 1) != 0) _exit(0);
    kill(-group, SIGTERM);
    // The processes are not our children: there is nothing to wait on. Bounded, for a container whose first process reaps nothing.
    const struct timespec step = {0, 10 * 1000 * 1000};
    for (int waited = 0; waited < grace_milliseconds + 5000 && group_lives(group); waited += 10) {
        if (waited >= grace_milliseconds) kill(-group, SIGKILL);
        nanosleep(&step, NULL);
    }
    _exit(0);
}

int expressway_guard_start(pid_t group, int grace_milliseconds, pid_t *guard_process, int *life) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return -errno;
    sigset_t all, previous;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous);
    pid_t child = fork();
    int fork_error = errno;
    if (child == 0) {
        close(ends[1]);
        guard(group, grace_milliseconds, ends[0]);
    }
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    close(ends[0]);
    if (child < 0) {
        close(ends[1]);
        return -fork_error;
    }
    *guard_process = child;
    *life = ends[1];
    return 0;
}

void expressway_guard_dismiss(pid_t guard_process, int life) {
    // A guard that somebody killed must not kill us with a broken pipe.
    sigset_t broken_pipe, previous;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, &previous);
    ssize_t written = write(life, "q", 1);
    if (written < 0 && errno == EPIPE) {
        const struct timespec now = {0, 0};
        sigtimedwait(&broken_pipe, NULL, &now);
    }
    pthread_sigmask(SIG_SETMASK, &previous, NULL);
    close(life);
    while (waitpid(guard_process, NULL, 0) < 0 && errno == EINTR) {
    }
}

// --- Watching and ending processes ----------------------------------------------------------------------------------------------

int expressway_process_descriptor(pid_t process) {
    long descriptor = syscall(SYS_pidfd_open, process, 0);
    return descriptor >= 0 ? (int)descriptor : -errno;
}

int expressway_process_signal(int process_descriptor, int signal) {
    return syscall(SYS_pidfd_send_signal, process_descriptor, signal, NULL, 0) == 0 ? 0 : -errno;
}

static int reap(idtype_t type, id_t identifier, expressway_ending *ending) {
    siginfo_t information;
    memset(&information, 0, sizeof information);
    int result;
    do {
        result = waitid(type, identifier, &information, WEXITED | WNOHANG);
    } while (result != 0 && errno == EINTR);
    if (result != 0) return -errno;
    if (information.si_pid == 0) return 0;
    ending->process = information.si_pid;
    ending->kind = information.si_code == CLD_EXITED ? 1 : 2;
    ending->value = information.si_status;
    return 1;
}

int expressway_reap_process(pid_t process, expressway_ending *ending) { return reap(P_PID, (id_t)process, ending); }

int expressway_reap_group(pid_t group, expressway_ending *ending) { return reap(P_PGID, (id_t)group, ending); }

// --- Signals as events ----------------------------------------------------------------------------------------------------------

size_t expressway_signal_mask_size(void) { return sizeof(sigset_t); }

int expressway_signals_open(const int *signals, int count, void *previous) {
    sigset_t set;
    sigemptyset(&set);
    for (int index = 0; index < count; index++) {
        // nohup: whoever ignored this signal for us wants us to outlive the terminal.
        struct sigaction action;
        if (signals[index] == SIGHUP && sigaction(SIGHUP, NULL, &action) == 0 && action.sa_handler == SIG_IGN) continue;
        sigaddset(&set, signals[index]);
    }
    int error = pthread_sigmask(SIG_BLOCK, &set, (sigset_t *)previous);
    if (error != 0) return -error;
    int descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    if (descriptor >= 0) return descriptor;
    error = errno;
    pthread_sigmask(SIG_SETMASK, (const sigset_t *)previous, NULL);
    return -error;
}

int expressway_signals_restore(const void *previous) {
    return -pthread_sigmask(SIG_SETMASK, (const sigset_t *)previous, NULL);
}

int expressway_signals_read(int descriptor) {
    struct signalfd_siginfo information;
    ssize_t count = expressway_read(descriptor, &information, sizeof information);
    if (count == -EAGAIN) return 0;
    if (count < 0) return (int)count;
    return (int)information.ssi_signo;
}

// --- Pipes ----------------------------------------------------------------------------------------------------------------------

int expressway_pipe(int descriptors[2], int size) {
    if (pipe2(descriptors, O_CLOEXEC) != 0) return -errno;
    // The writing end stays blocking: httpd and the C libraries in it do not expect anything else.
    fcntl(descriptors[0], F_SETFL, O_NONBLOCK);
    // An ordinary user may be refused beyond /proc/sys/fs/pipe-max-size, or altogether: a small pipe works as well.
    fcntl(descriptors[1], F_SETPIPE_SZ, size);
    return 0;
}

int expressway_fifo_open(const char *path, uid_t owner, gid_t group) {
    if (mkfifo(path, 0600) != 0 && errno != EEXIST) return -errno;
    // Opened for both, so that poll does not report a hang-up whenever the last writer leaves.
    int descriptor = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOFOLLOW);
    if (descriptor < 0) return -errno;
    struct stat status;
    int error = 0;
    if (fstat(descriptor, &status) != 0) {
        error = errno;
    } else if (!S_ISFIFO(status.st_mode)) {
        error = EEXIST;
    } else if (owner != (uid_t)-1 && (status.st_uid != owner || status.st_gid != group) && fchown(descriptor, owner, group) != 0) {
        error = errno;
    }
    if (error == 0) return descriptor;
    close(descriptor);
    return -error;
}

int expressway_writable(int descriptor, const int *signals, int count, int patient) {
    struct pollfd polls[2] = {{.fd = descriptor, .events = POLLOUT}, {.fd = -1, .events = POLLIN}};
    // 0 is a timeout; whatever else went wrong, the write itself will say.
    if (poll(polls, 1, 0) != 0) return 1;
    if (!patient) return 0;
    sigset_t set;
    sigemptyset(&set);
    for (int index = 0; index < count; index++) sigaddset(&set, signals[index]);
    // It is only polled: whoever reads signals finds them where they were.
    polls[1].fd = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
    int ready;
    do {
        ready = poll(polls, 2, -1);
    } while (ready < 0 && errno == EINTR);
    if (polls[1].fd >= 0) close(polls[1].fd);
    return ready < 0 || polls[0].revents != 0;
}

ssize_t expressway_read(int descriptor, void *buffer, size_t size) {
    ssize_t count;
    do {
        count = read(descriptor, buffer, size);
    } while (count < 0 && errno == EINTR);
    return count >= 0 ? count : -(ssize_t)errno;
}

// --- Changes of files -----------------------------------------------------------------------------------------------------------

int expressway_watch_open(void) {
    int descriptor = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
    return descriptor >= 0 ? descriptor : -errno;
}

int expressway_watch_add(int descriptor, const char *path, int follow) {
    uint32_t mask = IN_CLOSE_WRITE | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR |
                    IN_EXCL_UNLINK;
    if (!follow) mask |= IN_DONT_FOLLOW;
    int watch = inotify_add_watch(descriptor, path, mask);
    return watch >= 0 ? watch : -errno;
}

int expressway_watch_remove(int descriptor, int watch) { return inotify_rm_watch(descriptor, watch) == 0 ? 0 : -errno; }

unsigned int expressway_file_system(const char *path) {
    struct statfs status;
    return statfs(path, &status) == 0 ? (unsigned int)status.f_type : 0;
}

// --- What another user can reach ------------------------------------------------------------------------------------------------

typedef struct {
    /// -1: the probe itself failed.
    int index;
    int error;
} probe_answer;

static probe_answer probe(
    uid_t user, gid_t group, const gid_t *groups, int group_count, int as_root, const char *const *paths, const int *modes, int count) {
    if (as_root) {
        if (setgroups((size_t)group_count, groups) != 0 || setgid(group) != 0 || setuid(user) != 0) {
            return (probe_answer){-1, errno};
        }
    } else if (geteuid() != user) {
        return (probe_answer){-1, EPERM};
    }
    for (int index = 0; index < count; index++) {
        int mode = modes[index];
        if (faccessat(AT_FDCWD, paths[index], mode & (R_OK | W_OK | X_OK), AT_EACCESS) != 0) {
            return (probe_answer){index, errno};
        }
        if (mode & EXPRESSWAY_PROBE_LIST) {
            int descriptor = open(paths[index], O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (descriptor < 0) return (probe_answer){index, errno};
            close(descriptor);
        }
    }
    return (probe_answer){count, 0};
}

int expressway_probe_access(
    uid_t user, gid_t group, const char *user_name, const char *const *paths, const int *modes, int count, int *failed_index,
    int *failed_error) {
    int as_root = geteuid() == 0;
    // The list of groups is read before the fork: the name service is not safe in a child of a process with threads.
    int group_count = 1;
    gid_t *groups = malloc(sizeof(gid_t));
    if (!groups) return -ENOMEM;
    groups[0] = group;
    if (as_root && user_name) {
        int capacity = 64;
        for (;;) {
            gid_t *larger = realloc(groups, (size_t)capacity * sizeof(gid_t));
            if (!larger) {
                free(groups);
                return -ENOMEM;
            }
            groups = larger;
            group_count = capacity;
            if (getgrouplist(user_name, group, groups, &group_count) >= 0) break;
            if (capacity >= NGROUPS_MAX) {
                group_count = capacity;
                break;
            }
            capacity *= 4;
        }
    }

    int answer_pipe[2];
    if (pipe2(answer_pipe, O_CLOEXEC) != 0) {
        free(groups);
        return -errno;
    }
    pid_t child = fork();
    if (child == 0) {
        probe_answer answer = probe(user, group, groups, group_count, as_root, paths, modes, count);
        ssize_t ignored = write(answer_pipe[1], &answer, sizeof answer);
        (void)ignored;
        _exit(0);
    }
    int fork_error = errno;
    close(answer_pipe[1]);
    free(groups);
    if (child < 0) {
        close(answer_pipe[0]);
        return -fork_error;
    }
    probe_answer answer;
    ssize_t received = expressway_read(answer_pipe[0], &answer, sizeof answer);
    close(answer_pipe[0]);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
    if (received != (ssize_t)sizeof answer) return -EIO;
    if (answer.index < 0) return -answer.error;
    if (answer.index == count) return 0;
    *failed_index = answer.index;
    *failed_error = answer.error;
    return 1;
}
