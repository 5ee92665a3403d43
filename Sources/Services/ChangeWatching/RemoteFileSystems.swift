import CProcess
import SystemPackage

/// File systems on which others write as well: the kernel does not tell of what they do.
struct RemoteFileSystems {
    private let names: [UInt32: String]

    init(_ names: [UInt32: String]) { self.names = names }

    /// Source: statfs(2), `linux/magic.h`, and the sources of the file systems that are not in the kernel.
    static let known = RemoteFileSystems([
        0x6969: "nfs", 0xFF53_4D42: "cifs", 0xFE53_4D42: "smb", 0x517B: "smb", 0x0102_1997: "9p",
        0x6573_5546: "fuse or virtiofs", 0x786F_4256: "vboxsf", 0xBACB_ACBC: "vmhgfs", 0x5346_414F: "afs",
        0x00C3_6400: "ceph", 0x7C7C_6673: "prl_fs",
    ])

    /// The name of the file system on which the path is, if it is one of these.
    func name(for path: FilePath) -> String? {
        names[path.withPlatformString { expressway_file_system($0) }]
    }
}
