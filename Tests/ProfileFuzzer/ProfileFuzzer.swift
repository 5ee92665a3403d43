import ReadingProperties

/// What libFuzzer calls with each text that it thinks of. What is read behind YAML (profiles and their resolution) is tried here once
/// `ReadingProperties` asks for it.
///
/// Source: LLVM 21, libFuzzer, LLVMFuzzerTestOneInput.
@_cdecl("LLVMFuzzerTestOneInput")
public func tryText(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    if let violation = ReadingProperties.violation(of: bytes) { fatalError(violation) }
    return 0
}
