import Glibc

/// A file descriptor that is closed when nobody holds it any more.
final class Descriptor {
    let value: Int32

    init(_ value: Int32) { self.value = value }

    deinit { close(value) }
}
