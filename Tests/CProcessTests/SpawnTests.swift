import CProcess
import Foundation
import Testing

/// Runs the shim with plain arguments and returns what the child wrote, and how it ended.
struct Spawned {
    var result: Int32 = 0
    var step: Int32 = 0
    var output = ""
    var pid: pid_t = 0

    init(
        _ arguments: [String], executable: String = "/bin/sh", environment: [String] = ["PATH=/usr/bin:/bin"],
        directory: String? = nil,
        ownGroup: Bool = true, deathSignal: Int32 = 0
    ) {
        var ends: [Int32] = [-1, -1]
        expressway_pipe(&ends, 65536)
        let argumentPointers = ([executable] + arguments).map { strdup($0) }
        let environmentPointers = environment.map { strdup($0) }
        defer { for pointer in argumentPointers + environmentPointers { free(pointer) } }
        let argumentList = argumentPointers.map { UnsafePointer<CChar>($0) } + [nil]
        let environmentList = environmentPointers.map { UnsafePointer<CChar>($0) } + [nil]
        let executableCopy = strdup(executable)!
        let directoryCopy = directory.map { strdup($0)! }
        defer {
            free(executableCopy)
            free(directoryCopy)
        }
        argumentList.withUnsafeBufferPointer { argv in
            environmentList.withUnsafeBufferPointer { envp in
                var request = expressway_spawn_request(
                    executable: executableCopy, arguments: argv.baseAddress, environment: envp.baseAddress,
                    working_directory: directoryCopy.map { UnsafePointer($0) }, standard_input: -1,
                    standard_output: ends[1],
                    standard_error: ends[1], own_process_group: ownGroup ? 1 : 0, parent_death_signal: deathSignal)
                result = expressway_spawn(&request, &pid, &step)
            }
        }
        close(ends[1])
        _ = fcntl(ends[0], F_SETFL, 0)
        output = String(
            decoding: FileHandle(fileDescriptor: ends[0], closeOnDealloc: true).readDataToEndOfFile(), as: UTF8.self)
        if result == 0 {
            var status: Int32 = 0
            waitpid(pid, &status, 0)
        }
    }
}

@Suite struct SpawnTests {
    @Test func `a child gets its arguments, environment and directory`() {
        let spawned = Spawned(
            ["-c", "pwd; echo \"$WORD\" \"$1\"", "x", "a \"b\" $c"], environment: ["WORD=é'\""], directory: "/usr")
        #expect(spawned.output == "/usr\né'\" a \"b\" $c\n")
    }

    @Test func `a missing executable is reported with the step and the error`() {
        let spawned = Spawned([], executable: "/nonexistent")
        #expect(spawned.result == -ENOENT)
        #expect(spawned.step == Int32(EXPRESSWAY_SPAWN_EXECUTE.rawValue))
    }

    @Test func `a missing working directory is reported as such`() {
        let spawned = Spawned(["-c", "true"], directory: "/nonexistent")
        #expect(spawned.result == -ENOENT)
        #expect(spawned.step == Int32(EXPRESSWAY_SPAWN_WORKING_DIRECTORY.rawValue))
    }

    @Test func `a child has only the three standard descriptors`() {
        let leaked = open("/dev/null", O_RDONLY)
        defer { close(leaked) }
        // The listing itself opens one.
        let spawned = Spawned(["-c", "ls /proc/self/fd"])
        #expect(spawned.output.split(separator: "\n") == ["0", "1", "2", "3"])
    }

    @Test func `a child reads nothing from the keyboard`() {
        #expect(Spawned(["-c", "readlink /proc/self/fd/0"]).output == "/dev/null\n")
    }

    @Test func `a child blocks SIGWINCH and nothing else, and ignores nothing`() {
        let status = Spawned(["/proc/self/status"], executable: "/bin/cat").output
        let lines = status.split(separator: "\n")
        #expect(lines.contains("SigBlk:\t0000000008000000"))
        // The C library keeps signals 32 and 33 for itself; what they were before stays.
        let ignored = lines.first { $0.hasPrefix("SigIgn:") }.flatMap { UInt64($0.dropFirst(8), radix: 16) }
        #expect(ignored.map { $0 & ~(0b11 << 31) } == 0)
    }

    @Test func `a child leads a process group of its own, or stays in ours`() {
        let script = ["-c", "cut -d' ' -f5 /proc/$$/stat; echo $$"]
        let own = Spawned(script).output.split(separator: "\n")
        #expect(own[0] == own[1])
        let ours = Spawned(script, ownGroup: false).output.split(separator: "\n")
        #expect(ours[0] == "\(getpgrp())")
    }

    @Test func `an orphaned pipe does not end the FIFO of reports`() throws {
        let path = NSTemporaryDirectory() + "fifo-\(UUID().uuidString)"
        defer { unlink(path) }
        let descriptor = expressway_fifo_open(path, .max, .max)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 16)
        #expect(expressway_read(descriptor, &buffer, 16) == -Int(EAGAIN))
        let writer = open(path, O_WRONLY | O_NONBLOCK)
        #expect(write(writer, "abc", 3) == 3)
        close(writer)
        #expect(expressway_read(descriptor, &buffer, 16) == 3)
        #expect(expressway_read(descriptor, &buffer, 16) == -Int(EAGAIN))
    }

    @Test func `a link or a file in the place of the FIFO is refused`() {
        let path = NSTemporaryDirectory() + "file-\(UUID().uuidString)"
        defer { unlink(path) }
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        #expect(expressway_fifo_open(path, .max, .max) == -EEXIST)
        unlink(path)
        symlink("/dev/null", path)
        #expect(expressway_fifo_open(path, .max, .max) == -ELOOP)
    }
}
