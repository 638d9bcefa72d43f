create table flyway_note (text text);
insert into flyway_note values ('by Flyway');
