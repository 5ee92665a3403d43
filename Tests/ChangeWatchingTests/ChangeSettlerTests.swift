import SystemPackage
import Testing

@testable import ChangeWatching

@Suite struct ChangeSettlerTests {
    private let start = ContinuousClock.now
    private var settler = ChangeSettler()
    private let one = Change(path: "/a.py", kind: .modified)
    private let two = Change(path: "/b.py", kind: .modified)

    @Test mutating func `a file that was saved settles after ten quiet milliseconds`() {
        settler.add([one], at: start)
        #expect(settler.settled(at: start + .milliseconds(9)) == nil)
        #expect(settler.settled(at: start + .milliseconds(10)) == [one])
        #expect(settler.deadline == nil)
    }

    @Test mutating func `a file that is gone or empty may be the first half of a save`() {
        let gone = Change(path: one.path, kind: .deleted)
        settler.add([gone], at: start)
        #expect(settler.settled(at: start + .milliseconds(199)) == nil)
        settler.add([one], empty: [one.path], at: start + .milliseconds(199))
        #expect(settler.settled(at: start + .milliseconds(390)) == nil)
        settler.add([one], at: start + .milliseconds(390))
        #expect(settler.settled(at: start + .milliseconds(400)) == [gone, one])
        settler.add([gone], at: start + .seconds(1))
        #expect(settler.settled(at: start + .milliseconds(1200)) == [gone])
    }

    @Test mutating func `several files settle after fifty quiet milliseconds`() {
        settler.add([one], at: start)
        settler.add([two], at: start + .milliseconds(5))
        #expect(settler.settled(at: start + .milliseconds(54)) == nil)
        #expect(settler.settled(at: start + .milliseconds(55)) == [one, two])
    }

    @Test mutating func `a burst is one batch, each change once`() {
        for step in 0..<5 { settler.add([one, two], at: start + .milliseconds(step * 40)) }
        #expect(settler.settled(at: start + .milliseconds(200)) == nil)
        #expect(settler.settled(at: start + .milliseconds(210)) == [one, two])
    }

    @Test mutating func `changes that never rest settle after three seconds`() {
        for step in 0..<75 { settler.add([one, two], at: start + .milliseconds(step * 40)) }
        #expect(settler.settled(at: start + .milliseconds(2999)) == nil)
        #expect(settler.settled(at: start + .milliseconds(3000)) == [one, two])
    }

    @Test mutating func `nothing settles to nothing`() {
        settler.add([], at: start)
        #expect(settler.deadline == nil)
        #expect(settler.settled(at: start + .seconds(5)) == nil)
    }

    @Test mutating func `a batch that nobody types waits for whoever writes it`() {
        let many = (0...20).map { Change(path: FilePath("/\($0).py"), kind: .modified) }
        settler.add(many, at: start)
        #expect(settler.settled(at: start + .milliseconds(200)) { true } == nil)
        #expect(settler.deadline == start + .milliseconds(210))
        settler.add([one], at: start + .milliseconds(2900))
        // Later than the first change has patience for, and not than the last.
        #expect(settler.settled(at: start + .milliseconds(3200)) { true } == nil)
        #expect(settler.settled(at: start + .milliseconds(3210)) { false } == many + [one])
    }

    @Test mutating func `a lock that was left behind is not waited for long, and by a typed save not at all`() {
        settler.add([one, two], at: start)
        #expect(settler.settled(at: start + .milliseconds(50)) { true } == [one, two])
        let many = (0...20).map { Change(path: FilePath("/\($0).py"), kind: .modified) }
        settler.add(many, at: start)
        #expect(settler.settled(at: start + .milliseconds(2999)) { true } == nil)
        #expect(settler.settled(at: start + .milliseconds(3009)) { true } == many)
    }
}
