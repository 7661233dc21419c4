/*
 * LD_PRELOAD shim for the scenarios: stands between a server and its data directory, in place of ptrace (which CI may forbid).
 * It counts the calls that change the directory, kills the process at one of them, makes them fail, and records them, so that a
 * test can rebuild what a disk would hold after a power loss. search.db* is left alone: it can be rebuilt at any time.
 *
 *   MILLRACE_SHIM_DIR      data directory, absolute, without a slash at the end
 *   MILLRACE_SHIM_CONTROL  file of CONTROL_WORDS 32-bit words, shared with the test (see enum control)
 *   MILLRACE_SHIM_JOURNAL  optional: every call is appended here (struct record, path, path2, data)
 *
 * Everything goes to the kernel by syscall(2): no dlsym, so nothing here depends on load order. Only 64-bit Linux.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum kind { WRITE = 1, SYNC, RENAME, UNLINK, TRUNCATE, CREATE, MKDIR, ALLOCATE };
enum area { NONE = 0, SPOOL = 1, MESSAGES = 2, DATABASE = 4, OTHER = 8 };
enum control {
  CALLS,         /* counted so far */
  KILL_AT,       /* number of the call to die at; 0 never */
  KILL_HOW,      /* 0 before it, 1 half of the bytes written (writes), 2 after it */
  FAIL_KINDS,    /* bits 1 << kind */
  FAIL_AREAS,    /* bits of enum area */
  FAIL_ERRNO,    /* 0: a short write instead of an error */
  FAIL_SKIP,     /* let so many matching calls pass first */
  FAIL_COUNT,    /* fail so many; -1 without end */
  FAILED,        /* how many failed */
  CONTROL_WORDS = 16
};

struct record {
  uint32_t magic, kind;
  uint64_t time_ns, inode, offset, length, covers, number;
  uint32_t flags /* 1: durable by itself (O_DSYNC, O_SYNC) 2: directory */, area, path_length, path2_length;
};

#define FDS 65536
static unsigned char area_of_fd[FDS]; /* area + 1; 0 unknown, 255 not ours */
static unsigned char dsync_of_fd[FDS];
static const char *root;
static size_t root_length;
static volatile int32_t *control;
static int journal = -1;
static uint64_t journal_sequence;
static pthread_mutex_t journal_lock = PTHREAD_MUTEX_INITIALIZER;
static int32_t no_control[CONTROL_WORDS];

__attribute__((constructor)) static void setup(void) {
  control = no_control;
  const char *directory = getenv("MILLRACE_SHIM_DIR");
  const char *control_path = getenv("MILLRACE_SHIM_CONTROL");
  const char *journal_path = getenv("MILLRACE_SHIM_JOURNAL");
  if (!directory || !control_path) return;
  int fd = syscall(SYS_openat, AT_FDCWD, control_path, O_RDWR | O_CLOEXEC, 0);
  if (fd < 0) abort();
  void *mapped = mmap(NULL, CONTROL_WORDS * sizeof(int32_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (mapped == MAP_FAILED) abort();
  control = mapped;
  if (journal_path) journal = syscall(SYS_openat, AT_FDCWD, journal_path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
  root_length = strlen(directory);
  root = directory;
}

/* ---- whose file is it ---- */

static int area_of_path(const char *path) {
  if (!root || !path || strncmp(path, root, root_length) != 0) return NONE;
  if (path[root_length] == 0) return OTHER;
  if (path[root_length] != '/') return NONE;
  const char *rest = path + root_length + 1;
  if (strncmp(rest, "search.db", 9) == 0) return NONE;
  if (strncmp(rest, "spool", 5) == 0) return SPOOL;
  if (strncmp(rest, "messages", 8) == 0) return MESSAGES;
  if (strncmp(rest, "millrace.db", 11) == 0) return DATABASE;
  return OTHER;
}

static void path_of_fd(int fd, char *path) {
  char link[64] = "/proc/self/fd/";
  char digits[16];
  int n = 0, value = fd;
  do digits[n++] = '0' + value % 10; while (value /= 10);
  size_t at = strlen(link);
  while (n) link[at++] = digits[--n];
  link[at] = 0;
  ssize_t length = syscall(SYS_readlinkat, AT_FDCWD, link, path, PATH_MAX - 1);
  path[length > 0 ? length : 0] = 0;
}

static int area_of(int fd) {
  if (!root || fd < 0 || fd >= FDS) return NONE;
  if (area_of_fd[fd] == 0) {
    char path[PATH_MAX];
    path_of_fd(fd, path);
    int flags = fcntl(fd, F_GETFL);
    dsync_of_fd[fd] = (flags & (O_DSYNC | O_SYNC)) != 0;
    area_of_fd[fd] = area_of_path(path) + 1;
  }
  return area_of_fd[fd] - 1;
}

static void absolute(int directory, const char *path, char *out) {
  out[0] = 0;
  if (path[0] != '/') {
    if (directory == AT_FDCWD) { if (!getcwd(out, PATH_MAX)) out[0] = 0; }
    else path_of_fd(directory, out);
    strncat(out, "/", PATH_MAX - strlen(out) - 1);
  }
  strncat(out, path, PATH_MAX - strlen(out) - 1);
}

/* ---- journal ---- */

static uint64_t now_ns(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (uint64_t)t.tv_sec * 1000000000u + t.tv_nsec;
}

static void note(int kind, int number, int area, int fd, const char *path, const char *path2, uint64_t offset, uint64_t length,
                 uint64_t covers, const struct iovec *data, int data_count, uint64_t data_bytes) {
  if (journal < 0) return;
  int saved = errno;
  char name[PATH_MAX] = "";
  struct stat status = {0};
  uint32_t flags = 0;
  if (fd >= 0) {
    fstat(fd, &status);
    if (S_ISDIR(status.st_mode)) flags |= 2;
    else if (dsync_of_fd[fd]) flags |= 1;
    if (!path) { path_of_fd(fd, name); path = name; }
  }
  if (!path2) path2 = "";
  struct record record = {0x4a4d4c52, kind, now_ns(), status.st_ino, offset, length, covers, number, flags, area, strlen(path), strlen(path2)};
  struct iovec parts[64] = {{&record, sizeof record}, {(void *)path, record.path_length}, {(void *)path2, record.path2_length}};
  int count = 3;
  uint64_t left = data_bytes;
  for (int i = 0; i < data_count && left > 0 && count < 64; i++) {
    uint64_t part = data[i].iov_len < left ? data[i].iov_len : left;
    parts[count++] = (struct iovec){data[i].iov_base, part};
    left -= part;
  }
  if (left > 0) abort(); /* more than 61 parts in one call: the test would rebuild a wrong disk */
  uint64_t total = 0;
  for (int i = 0; i < count; i++) total += parts[i].iov_len;
  pthread_mutex_lock(&journal_lock);
  if (syscall(SYS_writev, journal, parts, count) != (long)total) abort();
  __atomic_add_fetch(&journal_sequence, 1, __ATOMIC_SEQ_CST);
  pthread_mutex_unlock(&journal_lock);
  errno = saved;
}

/* ---- faults ---- */

static void die(void) {
  for (;;) syscall(SYS_kill, getpid(), SIGKILL);
}

struct call { int number, area, fail, kill_after; };

/* Counts one call. Dies here when it is the one to die before; says whether it is to fail. */
static struct call enter(int kind, int area) {
  struct call call = {0, area, -1, 0};
  if (area == NONE) return call;
  call.number = __atomic_add_fetch(&control[CALLS], 1, __ATOMIC_SEQ_CST);
  if (control[KILL_AT] == call.number) {
    if (control[KILL_HOW] == 0 || (control[KILL_HOW] == 1 && kind != WRITE)) die();
    call.kill_after = 1;
  }
  if ((control[FAIL_KINDS] & (1 << kind)) && (control[FAIL_AREAS] & area) && control[FAIL_COUNT] != 0) {
    if (control[FAIL_SKIP] > 0) __atomic_sub_fetch(&control[FAIL_SKIP], 1, __ATOMIC_SEQ_CST);
    else {
      if (control[FAIL_COUNT] > 0) __atomic_sub_fetch(&control[FAIL_COUNT], 1, __ATOMIC_SEQ_CST);
      __atomic_add_fetch(&control[FAILED], 1, __ATOMIC_SEQ_CST);
      call.fail = control[FAIL_ERRNO];
    }
  }
  return call;
}

static long leave(struct call call, long result) {
  if (call.kill_after) die();
  return result;
}

/* ---- writes ---- */

static ssize_t write_parts(int fd, const struct iovec *parts, int count, off_t offset) {
  int area = area_of(fd);
  struct call call = enter(WRITE, area);
  if (call.fail > 0) { errno = call.fail; return -1; }
  off_t at = offset;
  if (area != NONE && offset < 0 && journal >= 0) {
    struct stat status;
    int flags = fcntl(fd, F_GETFL);
    at = (flags & O_APPEND) && fstat(fd, &status) == 0 ? status.st_size : lseek(fd, 0, SEEK_CUR);
  }
  struct iovec half;
  int shorten = call.fail == 0 || (call.kill_after && control[KILL_HOW] == 1);
  if (shorten && count > 0) {
    half = (struct iovec){parts[0].iov_base, parts[0].iov_len > 1 ? parts[0].iov_len / 2 : parts[0].iov_len};
    parts = &half;
    count = 1;
  }
  long written = offset < 0 ? syscall(SYS_writev, fd, parts, count) : syscall(SYS_pwritev, fd, parts, count, (long)offset, 0L);
  if (area != NONE && written > 0) note(WRITE, call.number, area, fd, NULL, NULL, at, written, 0, parts, count, written);
  return leave(call, written);
}

ssize_t write(int fd, const void *data, size_t length) {
  if (area_of(fd) == NONE) return syscall(SYS_write, fd, data, length);
  struct iovec part = {(void *)data, length};
  return write_parts(fd, &part, 1, -1);
}
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) {
  struct iovec part = {(void *)data, length};
  return write_parts(fd, &part, 1, offset);
}
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return pwrite64(fd, data, length, offset); }
ssize_t writev(int fd, const struct iovec *parts, int count) {
  if (area_of(fd) == NONE) return syscall(SYS_writev, fd, parts, count);
  return write_parts(fd, parts, count, -1);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) { return write_parts(fd, parts, count, offset); }
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) { return write_parts(fd, parts, count, offset); }

/* Copies inside the kernel would pass unseen: libuv falls back to read and write on these errors. */
ssize_t copy_file_range(int in, off64_t *in_offset, int out, off64_t *out_offset, size_t length, unsigned flags) {
  if (area_of(out) != NONE) { errno = EXDEV; return -1; }
  return syscall(SYS_copy_file_range, in, in_offset, out, out_offset, length, flags);
}
ssize_t sendfile64(int out, int in, off64_t *offset, size_t length) {
  if (area_of(out) != NONE) { errno = EINVAL; return -1; }
  return syscall(SYS_sendfile, out, in, offset, length);
}
ssize_t sendfile(int out, int in, off_t *offset, size_t length) { return sendfile64(out, in, offset, length); }

/* ---- syncs, sizes ---- */

static int sync_fd(int fd, long number) {
  struct call call = enter(SYNC, area_of(fd));
  if (call.fail > 0) { errno = call.fail; return -1; }
  uint64_t covers = __atomic_load_n(&journal_sequence, __ATOMIC_SEQ_CST);
  int result = syscall(number, fd);
  if (call.area != NONE && result == 0) note(SYNC, call.number, call.area, fd, NULL, NULL, 0, 0, covers, NULL, 0, 0);
  return leave(call, result);
}
int fsync(int fd) { return sync_fd(fd, SYS_fsync); }
int fdatasync(int fd) { return sync_fd(fd, SYS_fdatasync); }

int ftruncate64(int fd, off64_t length) {
  struct call call = enter(TRUNCATE, area_of(fd));
  if (call.fail > 0) { errno = call.fail; return -1; }
  int result = syscall(SYS_ftruncate, fd, length);
  if (call.area != NONE && result == 0) note(TRUNCATE, call.number, call.area, fd, NULL, NULL, 0, length, 0, NULL, 0, 0);
  return leave(call, result);
}
int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

int fallocate64(int fd, int mode, off64_t offset, off64_t length) {
  struct call call = enter(ALLOCATE, area_of(fd));
  if (call.fail > 0) { errno = call.fail; return -1; }
  int result = syscall(SYS_fallocate, fd, mode, offset, length);
  if (call.area != NONE && result == 0 && mode == 0) note(ALLOCATE, call.number, call.area, fd, NULL, NULL, offset, length, 0, NULL, 0, 0);
  return leave(call, result);
}
int fallocate(int fd, int mode, off_t offset, off_t length) { return fallocate64(fd, mode, offset, length); }
int posix_fallocate64(int fd, off64_t offset, off64_t length) { return fallocate64(fd, 0, offset, length) == 0 ? 0 : errno; }
int posix_fallocate(int fd, off_t offset, off_t length) { return posix_fallocate64(fd, offset, length); }

/* ---- names ---- */

static int open_at(int directory, const char *path, int flags, mode_t mode) {
  char full[PATH_MAX];
  if (!root) return syscall(SYS_openat, directory, path, flags, mode);
  absolute(directory, path, full);
  int area = area_of_path(full);
  int creates = area != NONE && (flags & O_CREAT) && syscall(SYS_faccessat, AT_FDCWD, full, F_OK, 0) != 0;
  struct call call = enter(CREATE, creates ? area : NONE);
  if (call.fail > 0) { errno = call.fail; return -1; }
  int fd = syscall(SYS_openat, directory, path, flags, mode);
  if (fd >= 0 && fd < FDS) {
    area_of_fd[fd] = area + 1;
    dsync_of_fd[fd] = (flags & (O_DSYNC | O_SYNC)) != 0;
    if (creates) note(CREATE, call.number, area, fd, full, NULL, 0, 0, 0, NULL, 0, 0);
    else if (area != NONE && (flags & O_TRUNC)) note(TRUNCATE, call.number, area, fd, full, NULL, 0, 0, 0, NULL, 0, 0);
  }
  return leave(call, fd);
}

#define OPEN(name, directory)                                 \
  {                                                           \
    mode_t mode = 0;                                          \
    if (flags & (O_CREAT | __O_TMPFILE)) {                    \
      va_list list;                                           \
      va_start(list, flags);                                  \
      mode = va_arg(list, mode_t);                            \
      va_end(list);                                           \
    }                                                         \
    return open_at(directory, path, flags, mode);             \
  }
int open(const char *path, int flags, ...) OPEN(open, AT_FDCWD)
int open64(const char *path, int flags, ...) OPEN(open64, AT_FDCWD)
int openat(int directory, const char *path, int flags, ...) OPEN(openat, directory)
int openat64(int directory, const char *path, int flags, ...) OPEN(openat64, directory)

int close(int fd) {
  if (fd >= 0 && fd < FDS) area_of_fd[fd] = 0;
  return syscall(SYS_close, fd);
}

int renameat2(int from_directory, const char *from, int to_directory, const char *to, unsigned flags) {
  char full_from[PATH_MAX], full_to[PATH_MAX];
  absolute(from_directory, from, full_from);
  absolute(to_directory, to, full_to);
  struct call call = enter(RENAME, area_of_path(full_to));
  if (call.fail > 0) { errno = call.fail; return -1; }
  int result = syscall(SYS_renameat2, from_directory, from, to_directory, to, flags);
  if (call.area != NONE && result == 0) note(RENAME, call.number, call.area, -1, full_from, full_to, 0, 0, 0, NULL, 0, 0);
  return leave(call, result);
}
int renameat(int from_directory, const char *from, int to_directory, const char *to) { return renameat2(from_directory, from, to_directory, to, 0); }
int rename(const char *from, const char *to) { return renameat2(AT_FDCWD, from, AT_FDCWD, to, 0); }

int unlinkat(int directory, const char *path, int flags) {
  char full[PATH_MAX];
  absolute(directory, path, full);
  struct call call = enter(UNLINK, area_of_path(full));
  if (call.fail > 0) { errno = call.fail; return -1; }
  int result = syscall(SYS_unlinkat, directory, path, flags);
  if (call.area != NONE && result == 0) note(UNLINK, call.number, call.area, -1, full, NULL, 0, 0, 0, NULL, 0, 0);
  return leave(call, result);
}
int unlink(const char *path) { return unlinkat(AT_FDCWD, path, 0); }
int rmdir(const char *path) { return unlinkat(AT_FDCWD, path, AT_REMOVEDIR); }

int mkdirat(int directory, const char *path, mode_t mode) {
  char full[PATH_MAX];
  absolute(directory, path, full);
  struct call call = enter(MKDIR, area_of_path(full));
  if (call.fail > 0) { errno = call.fail; return -1; }
  int result = syscall(SYS_mkdirat, directory, path, mode);
  if (call.area != NONE && result == 0) note(MKDIR, call.number, call.area, -1, full, NULL, 0, 0, 0, NULL, 0, 0);
  return leave(call, result);
}
int mkdir(const char *path, mode_t mode) { return mkdirat(AT_FDCWD, path, mode); }
