package org.odksync.functional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Forms of other shapes than the sample's: each value of each table must be what was entered. The
 * tests list the expected values row by row; other columns must be empty.
 */
class ValueByValueTest {

  private EnteredForm form;

  /** The command verify compares the values independently. */
  @AfterEach
  void runVerify() {
    try (EnteredForm verified = form) {
      verified.verify();
    }
  }

  @Test
  void repeatsInRepeats() throws Exception {
    form =
        new EnteredForm(
            "census",
            "string /place",
            "structure /area",
            "int /area/size",
            "repeat /area/house",
            "string /area/house/street",
            "structure /area/house/inside",
            "int /area/house/inside/rooms",
            "repeat /area/house/inside/person",
            "string /area/house/inside/person/name",
            "int /area/house/inside/person/age",
            "repeat /area/house/inside/person/visit",
            "date /area/house/inside/person/visit/day",
            "dateTime /area/house/inside/person/visit/at",
            "decimal /area/house/inside/person/visit/dose",
            "repeat /road",
            "string /road/name");
    String kirk =
        """
        {'rooms': 3, 'person': [
          {'name': 'Ann', 'age': 40, 'visit': [
            {'day': '2026-01-02', 'at': '2026-01-02T03:04:05.678Z', 'dose': 0.5},
            {'day': '2026-01-03'}]},
          {'name': 'Ben', 'age': 0}]}""";
    String quay =
        "{'rooms': 4, 'person': [{'visit': [{'at': '2026-07-02T23:30:00+02:00', 'dose': 120}]}]}";
    String leith =
        form.create(
            """
            {'place': 'Leith',
             'area': {'size': 7, 'house': [
               {'street': 'Kirk', 'inside': %s}, {'street': 'Quay', 'inside': %s}, {'street': ''}]},
             'road': [{'name': 'A1'}, {'name': 'A2'}]}"""
                .formatted(kirk, quay));
    String nowhere = form.create("{}");

    form.sync();

    form.rows("census", "")
        .submission(
            leith, "{'place': 'Leith', 'area': {'size': 7}, 'road@odata.navigationLink': '@'}")
        .submission(nowhere, "{}")
        .check();
    form.rows("census_area_house", "area_house")
        .row(leith, "/area/house/0", 1, "{'street': 'Kirk', 'inside': %s}", kirk)
        .row(leith, "/area/house/1", 2, "{'street': 'Quay', 'inside': %s}", quay)
        .row(leith, "/area/house/2", 3, "{'street': ''}")
        .check();
    form.rows("census_area_house_inside_person", "area_house_inside_person")
        .row(
            leith,
            "/area/house/0/inside/person/0",
            1,
            """
            {'__Submissions-area-house-id': '@/area/house/0/__id', 'name': 'Ann', 'age': 40,
             'visit@odata.navigationLink': '@'}""")
        .row(
            leith,
            "/area/house/0/inside/person/1",
            2,
            "{'__Submissions-area-house-id': '@/area/house/0/__id', 'name': 'Ben', 'age': 0}")
        .row(
            leith,
            "/area/house/1/inside/person/0",
            1,
            """
            {'__Submissions-area-house-id': '@/area/house/1/__id',
             'visit@odata.navigationLink': '@'}""")
        .check();
    form.rows("census_area_house_inside_person_visit", "area_house_inside_person_visit")
        .row(
            leith,
            "/area/house/0/inside/person/0/visit/0",
            1,
            """
            {'__Submissions-area-house-inside-person-id': '@/area/house/0/inside/person/0/__id',
             'day': '2026-01-02', 'at': '2026-01-02T03:04:05.678Z', 'dose': 0.5}""")
        .row(
            leith,
            "/area/house/0/inside/person/0/visit/1",
            2,
            """
            {'__Submissions-area-house-inside-person-id': '@/area/house/0/inside/person/0/__id',
             'day': '2026-01-03'}""")
        .row(
            leith,
            "/area/house/1/inside/person/0/visit/0",
            1,
            """
            {'__Submissions-area-house-inside-person-id': '@/area/house/1/inside/person/0/__id',
             'at': '2026-07-02T21:30:00Z', 'dose': 120}""")
        .check();
    form.rows("census_road", "road")
        .row(leith, "/road/0", 1, "{'name': 'A1'}")
        .row(leith, "/road/1", 2, "{'name': 'A2'}")
        .check();
    form.checkUnified(leith, nowhere);
  }

  @Test
  void onlyRepeats() throws Exception {
    form =
        new EnteredForm(
            "visits",
            "repeat /a",
            "repeat /a/b",
            "repeat /a/b/c",
            "string /a/b/c/word",
            "repeat /z",
            "selectMultiple /z/colours");
    String full =
        form.create(
            """
            {'a': [{}, {'b': [{'c': [{'word': 'first'}, {'word': 'second'}]}, {}]}],
             'z': [{'colours': 'red blue'}, {'colours': ''}]}""");
    String empty = form.create("{}");

    form.sync();

    form.rows("visits", "")
        .submission(full, "{'a@odata.navigationLink': '@', 'z@odata.navigationLink': '@'}")
        .submission(empty, "{}")
        .check();
    form.rows("visits_a", "a")
        .row(full, "/a/0", 1, "{}")
        .row(full, "/a/1", 2, "{'b@odata.navigationLink': '@'}")
        .check();
    form.rows("visits_a_b", "a_b")
        .row(
            full,
            "/a/1/b/0",
            1,
            "{'__Submissions-a-id': '@/a/1/__id', 'c@odata.navigationLink': '@'}")
        .row(full, "/a/1/b/1", 2, "{'__Submissions-a-id': '@/a/1/__id'}")
        .check();
    form.rows("visits_a_b_c", "a_b_c")
        .row(full, "/a/1/b/0/c/0", 1, "{'__Submissions-a-b-id': '@/a/1/b/0/__id', 'word': 'first'}")
        .row(
            full, "/a/1/b/0/c/1", 2, "{'__Submissions-a-b-id': '@/a/1/b/0/__id', 'word': 'second'}")
        .check();
    form.rows("visits_z", "z")
        .row(full, "/z/0", 1, "{'colours': 'red blue'}")
        .row(full, "/z/1", 2, "{'colours': ''}")
        .check();
    form.checkUnified(full, empty);
  }

  @Test
  void groupsFourDeepAndChoices() throws Exception {
    form =
        new EnteredForm(
            "deep",
            "structure /one",
            "structure /one/two",
            "structure /one/two/three",
            "structure /one/two/three/four",
            "selectMultiple /one/two/three/four/crops",
            "int /one/two/three/four/number",
            "binary /one/two/three/four/field",
            "decimal /one/two/share",
            "selectMultiple /tools",
            "string /crop",
            "boolean /agrees",
            "structure /none",
            "string /none/said");
    String one =
        """
        {'two': {'share': 12.75, 'three': {'four': {
          'crops': 'maize other_crop', 'number': 9007199254740993, 'field': 'north.jpg'}}}}""";
    String farm =
        form.create(
            "{'one': %s, 'tools': 'hoe spade 96', 'crop': 'other', 'agrees': 'true'}"
                .formatted(one));
    String other = form.create("{'agrees': 'false', 'none': {'said': 'çok \\'iyi\\''}}");

    form.sync();

    form.rows("deep", "")
        .submission(
            farm,
            """
            {'one': %s, 'tools': 'hoe spade 96', 'crop': 'other', 'agrees': 'true',
             'field_url': 'file:north.jpg'}""",
            one)
        .submission(other, "{'agrees': 'false', 'none': {'said': 'çok \\'iyi\\''}}")
        .check();
    form.checkUnified(farm, other);
  }

  @Test
  void placesTimesFilesAndMetadata() throws Exception {
    form =
        new EnteredForm(
            "tour",
            "dateTime /start",
            "dateTime /end",
            "date /today",
            "string /deviceid",
            "string /phonenumber",
            "time /opens",
            "barcode /code",
            "geopoint /here",
            "geotrace /way",
            "geoshape /land",
            "repeat /stop",
            "time /stop/at",
            "geopoint /stop/spot",
            "geoshape /stop/border",
            "binary /stop/front",
            "audio /stop/sound",
            "structure /stop/more",
            "binary /stop/more/back",
            "dateTime /stop/more/left",
            "structure /meta",
            "string /meta/instanceName",
            "file /meta/audit");
    String here =
        "{'type': 'Point', 'coordinates': [-16.5775, 13.4531, 0.5], 'properties': {'accuracy': 4.8}}";
    String way =
        "{'type': 'LineString', 'coordinates': [[1, 2, 0], [3.25, -4, 10]], 'properties': {'accuracy': 3}}";
    String land =
        "{'type': 'Polygon', 'coordinates': [[[0, 0], [0, 1], [1, 1], [0, 0]]], 'properties': {'accuracy': 1.5}}";
    String answers =
        """
        'today': '2026-06-30', 'deviceid': 'collect:AbC', 'phonenumber': '+2200000000',
        'opens': '08:30:00.000+00:00', 'code': '00123', 'here': %s, 'way': %s, 'land': %s"""
            .formatted(here, way, land);
    String more = "{'back': 'back 1.jpg', 'left': '2026-06-30T10:00:00.000-04:00'}";
    String whole =
        form.create(
            """
            {'start': '2026-06-30T08:59:59.999+05:45', 'end': '2026-06-30T23:59:59Z', %s,
             'stop': [
               {'at': '23:59:59.999Z', 'spot': %s, 'border': %s, 'front': 'front 1.jpg',
                'sound': 'bell.m4a', 'more': %s},
               {'front': 'front 2.jpg'}],
             'meta': {'instanceName': 'Tour 1', 'audit': 'audit.csv'}}"""
                .formatted(answers, here, land, more));
    String none = form.create("{'meta': {'instanceName': ''}}");

    form.sync();

    form.rows("tour", "")
        .submission(
            whole,
            """
            {'start': '2026-06-30T03:14:59.999Z', 'end': '2026-06-30T23:59:59Z', %s,
             'meta': {'instanceName': 'Tour 1', 'audit': 'audit.csv'},
             'stop@odata.navigationLink': '@'}""",
            answers)
        .submission(none, "{'meta': {'instanceName': ''}}")
        .check();
    form.rows("tour_stop", "stop")
        .row(
            whole,
            "/stop/0",
            1,
            """
            {'at': '23:59:59.999Z', 'spot': %s, 'border': %s, 'front': 'front 1.jpg',
             'sound': 'bell.m4a', 'more': %s, 'front_url': 'file:front 1.jpg',
             'back_url': 'file:back 1.jpg'}""",
            here,
            land,
            more)
        .row(whole, "/stop/1", 2, "{'front': 'front 2.jpg', 'front_url': 'file:front 2.jpg'}")
        .check();
    form.checkUnified(whole, none);
  }
}
