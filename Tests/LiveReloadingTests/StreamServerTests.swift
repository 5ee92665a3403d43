import Foundation
import SystemPackage
import TestSupport
import Testing

@testable import LiveReloading

/// The real socket, in a directory of its own; time is what the tests say.
@Suite struct StreamServerTests {
    private let scratch: ScratchDirectory
    private let server: StreamServer
    private let start = ContinuousClock.now

    init() throws {
        scratch = try ScratchDirectory()
        server = try StreamServer(
            at: FilePath("\(scratch.path)/live.sock"), owner: nil, version: PageVersion(run: 1))
    }

    private final class Client {
        let descriptor: Int32
        private(set) var received = ""

        init(_ path: String) throws {
            descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
            var address = sockaddr_un()
            address.sun_family = sa_family_t(AF_UNIX)
            withUnsafeMutableBytes(of: &address.sun_path) { place in
                place.copyBytes(from: path.utf8)
            }
            let result = withUnsafePointer(to: &address) {
                $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
                }
            }
            try #require(result == 0)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
        }

        deinit { close(descriptor) }

        func say(_ text: String) { _ = send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL)) }

        /// What has come since the last time; nil: the end.
        func hear() -> String? {
            var all: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 65536)
            while true {
                let count = recv(descriptor, &buffer, buffer.count, 0)
                if count == 0 { return all.isEmpty ? nil : String(decoding: all, as: UTF8.self) }
                if count < 0 { return String(decoding: all, as: UTF8.self) }
                all += buffer[..<count]
            }
        }
    }

    private func client(asking head: String? = "GET /events HTTP/1.1\r\n\r\n", at seconds: Double = 0) throws -> Client
    {
        let client = try Client("\(scratch.path)/live.sock")
        if let head { client.say(head) }
        // Accepts, and reads at the next turn.
        turn(at: seconds)
        turn(at: seconds)
        return client
    }

    private func turn(at seconds: Double) { server.turn(at: start.advanced(by: .seconds(seconds))) }

    @Test func `only its owner may connect`() throws {
        let attributes = try FileManager.default.attributesOfItem(atPath: "\(scratch.path)/live.sock")
        #expect(attributes[.posixPermissions] as? Int == 0o600)
    }

    @Test func `every client hears of a change, once`() throws {
        let clients = try (0..<5).map { _ in try client() }
        for client in clients { #expect(client.hear()?.hasSuffix("id: 1-1\ndata: 0\n\n") == true) }
        server.advance(since: 7)
        for client in clients { #expect(client.hear() == "id: 1-2\ndata: 7\n\n") }
        #expect(try client().hear()?.hasSuffix("id: 1-2\ndata: 7\n\n") == true)
    }

    @Test func `a silent stream is written to, so that an end is noticed`() throws {
        var silent: Client? = try client()
        _ = silent?.hear()
        let beat = try #require(server.deadline)
        #expect(beat > start && beat <= start.advanced(by: .seconds(3)))
        turn(at: 3)
        #expect(silent?.hear() == ":\n\n")
        silent = nil
        turn(at: 6)
        #expect(server.deadline == nil && server.polled.count == 1)
    }

    @Test func `whoever says nothing is sent away`() throws {
        let silent = try client(asking: nil)
        turn(at: 4.9)
        #expect(silent.hear() == "")
        turn(at: 5)
        #expect(silent.hear() == nil)
    }

    @Test func `there is room for so many streams, and the next one when one has gone`() throws {
        var clients = try (0..<StreamServer.mostStreams).map { _ in try client() }
        #expect(try client().hear()?.hasPrefix("HTTP/1.1 503") == true)
        clients.removeLast()
        turn(at: 0)
        #expect(try client().hear()?.hasPrefix("HTTP/1.1 200") == true)
        withExtendedLifetime(clients) {}
    }

    @Test func `whoever does not read is dropped, and holds up nobody`() throws {
        let sleeper = try client()
        let reader = try client()
        var events = 0
        while server.polled.count == 3, events < 100_000 {
            server.advance(since: 0)
            _ = reader.hear()
            events += 1
        }
        #expect(server.polled.count == 2)
        server.advance(since: 5)
        #expect(reader.hear()?.hasSuffix("data: 5\n\n") == true)
        withExtendedLifetime(sleeper) {}
    }

    @Test func `streams end when they are told to, and others may begin`() throws {
        let first = try client()
        _ = first.hear()
        server.endStreams()
        #expect(first.hear() == nil)
        #expect(try client().hear()?.hasPrefix("HTTP/1.1 200") == true)
    }

    @Test func `in the end there is no socket`() throws {
        server.stopListening()
        #expect(!FileManager.default.fileExists(atPath: "\(scratch.path)/live.sock"))
    }

    @Test func `what is left of an earlier run is no obstacle, and too long a path is told`() throws {
        let path = FilePath("\(scratch.path)/live.sock")
        _ = try StreamServer(at: path, owner: nil, version: PageVersion(run: 2))
        let long = FilePath("\(scratch.path)/" + String(repeating: "x", count: 100))
        #expect(throws: Errno.fileNameTooLong) {
            try StreamServer(at: long, owner: nil, version: PageVersion(run: 2))
        }
    }
}
